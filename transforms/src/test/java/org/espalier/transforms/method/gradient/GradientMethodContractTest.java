package org.espalier.transforms.method.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.List;
import java.util.stream.Stream;
import org.espalier.models.network.SampledMixture;
import org.espalier.models.network.SampledPath;
import org.espalier.models.numbers.AdamSettings;
import org.espalier.models.numbers.OptionMask;
import org.espalier.models.numbers.Seeds;
import org.espalier.models.space.SearchSpace;
import org.espalier.models.space.SearchSpaces;
import org.espalier.models.space.Target;
import org.espalier.schemas.SupernetForm;
import org.espalier.schemas.Tensor;
import org.espalier.transforms.method.Learner;
import org.espalier.transforms.method.Learner.Pass;
import org.espalier.transforms.round.Round;
import org.espalier.transforms.round.Searches;
import org.espalier.transforms.round.ToyEvaluator;
import org.espalier.transforms.storage.MemoryTensorStore;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every method that learns by gradients must do, in every space of edges. A new method adds a
 * line to {@link #methods}.
 */
public class GradientMethodContractTest {

  private static final Target TARGET = Target.of("cifar10");

  private static final AdamSettings ADAM = new AdamSettings(0.05, 0.5, 0.999, 1e-3, 0);
  private static final AdamSettings PLAIN = new AdamSettings(0.05, 0.5, 0.999, 0, 5);
  private static final int STEPS_PER_EPOCH = 60;

  private static final PolicySettings POLICY = new PolicySettings(16, 0.02, 0, 5, 1e-4, 0.8, 2);

  /** Every method with settings that learn fast, for the space of NAS-Bench-201. */
  public static Stream<GradientMethod> methods() {
    return Stream.of(
        new DrNas(List.of(2, 4), List.of(2, 1), List.of(5, 3), 1, ADAM, "l2", 0, true),
        new DrNas(List.of(6), List.of(1), List.of(5), 1, PLAIN, "kl", 1e-3, true),
        new Darts(6, false, false, ADAM),
        new Darts(6, true, true, ADAM),
        new PcDarts(6, 1, 4, true, ADAM),
        new Dsnas(5, 1, 1, 0.3, 0, 1, PLAIN, true, 0),
        new Snas(6, new Temperature(1, 0.3), 0.01, ADAM, true),
        new Gdas(6, new Temperature(3, 0.5), PLAIN, true),
        new Enas(6, 1, 16, 1, 0.02, 1e-4, 0.8, 3),
        new Proxyless(6, 1, 1, "two", null, null, PLAIN),
        new Proxyless(6, 0, 2, "full", new CostTerm("mul#log", 1e9, 0.01), null, PLAIN),
        new Proxyless(6, 0, 1, "reinforce", null, new PathRewards(5, 0.5), PLAIN),
        // Everything allowed: what a curriculum withholds, the loss could not want.
        new Cnas(List.of("fixed"), 2, 0, 4, 1, POLICY, 1, 3));
  }

  static Stream<Case> cases() {
    return methods()
        .flatMap(method -> Stream.of("nb201", "darts").map(space -> new Case(method, space)))
        // A recurrent controller of 28 decisions takes a minute for this; EnasTest has a few steps.
        .filter(
            one ->
                !((one.method() instanceof Enas || one.method() instanceof Cnas)
                    && one.spaceName().equals("darts")));
  }

  /** A method in a space. */
  record Case(GradientMethod method, String spaceName) {
    SearchSpace space() {
      return SearchSpaces.named(spaceName);
    }

    Schedule schedule() {
      return new Schedule(STEPS_PER_EPOCH, method.stageEpochs());
    }

    ArchitectureParameters start(long seed) {
      return method.start(space(), Seeds.random(seed));
    }

    /** All steps of [from, to), within a stage. */
    ArchitectureParameters run(ArchitectureParameters from, long first, long end) {
      var learner = method.learner(from, schedule(), space(), TARGET);
      var loss = new QuadraticLoss(space());
      for (var step = first; step < end; step++) {
        var pass = learner.pass(step);
        for (var i = 0; i < passesBefore(learner, step); i++) {
          loss.teach(learner, step, learner.sample(step, Seeds.derive(step, 1, i)));
        }
        var draw = learner.sample(step, Seeds.derive(step, 2));
        if (pass == Pass.TOGETHER) {
          learner.learn(step, loss.loss(draw), loss.gradient(draw));
        }
      }
      return from.with(learner.tensors());
    }

    private static int passesBefore(Learner learner, long step) {
      var pass = learner.pass(step);
      return pass == Pass.NONE || pass == Pass.TOGETHER ? 0 : learner.passes(step);
    }

    /** Methods that learn from one number a path, and so more slowly. */
    boolean learnsFromRewards() {
      return method instanceof Enas
          || method instanceof Cnas
          || (method instanceof Proxyless proxyless && proxyless.rewards() != null);
    }

    ArchitectureParameters runAll(long seed) {
      var architecture = start(seed);
      for (var stage = 0; stage < method.stageEpochs().size(); stage++) {
        if (stage > 0) {
          architecture = method.next(architecture, space());
        }
        architecture =
            run(architecture, schedule().firstStep(stage), schedule().firstStep(stage + 1));
      }
      return architecture;
    }

    /** Mean loss of a few samples at the start of the last stage. */
    double loss(ArchitectureParameters architecture) {
      var learner = method.learner(architecture, schedule(), space(), TARGET);
      var loss = new QuadraticLoss(space());
      return Stream.iterate(0L, i -> i + 1)
          .limit(50)
          .mapToDouble(i -> loss.loss(learner.sample(1, Seeds.derive(i, 3))))
          .average()
          .orElseThrow();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void learningLowersTheLoss(Case one) {
    // A controller learns from one number a path, the others from one an edge.
    var factor = one.learnsFromRewards() ? 0.95 : 0.8;
    assertThat(one.loss(one.runAll(1))).isLessThan(factor * one.loss(one.start(1)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void whatTheLossWantsIsWantedMost(Case one) {
    assumeThat(one.learnsFromRewards()).isFalse();
    var end = one.runAll(2);
    var optionScores = one.method().optionScores(end, one.space());
    var mask = end.mask(one.space());
    for (var edge = 0; edge < mask.index().decisions(); edge++) {
      var best = mask.best(edge, optionScores);
      assertThat(best).as("edge %d", edge).isEqualTo(new QuadraticLoss(one.space()).wanted(edge));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everySampleSumsToOneForEachDecisionOrIsAPathOfOptionsThatExist(Case one) {
    var end = one.runAll(3);
    var mask = end.mask(one.space());
    var learner = one.method().learner(end, one.schedule(), one.space(), TARGET);
    var draw = learner.sample(one.schedule().steps() - 1, 9);
    if (draw instanceof SampledMixture mixture) {
      assertThat(end.form().getMixed()).isTrue();
      assertThat(mixture.edgeWeights())
          .hasSize(end.form().getEdgeWeights() ? mask.index().decisions() : 0);
      sumsToOne(mixture.optionWeights(), mask);
    } else {
      assertThat(end.form().getMixed()).isFalse();
      var path = ((SampledPath) draw).options();
      assertThat(path).hasSize(mask.index().decisions());
      for (var decision = 0; decision < path.length; decision++) {
        assertThat(mask.has(decision, path[decision])).isTrue();
      }
    }
  }

  private static void sumsToOne(float[] mixture, OptionMask mask) {
    var index = mask.index();
    for (var decision = 0; decision < index.decisions(); decision++) {
      var sum = 0.0;
      for (var i = index.start(decision); i < index.end(decision); i++) {
        sum += mixture[i];
        assertThat(mixture[i]).isBetween(0f, mask.has(i) ? 1f : 0f);
      }
      assertThat(sum).isCloseTo(1, within(1e-5));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theSameSeedGivesTheSameResultAndAnotherSeedAnother(Case one) {
    assertThat(one.runAll(4)).isEqualTo(one.runAll(4));
    assertThat(one.start(4)).isNotEqualTo(one.start(5));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void stepsOfTwoLearnersGiveWhatThoseOfOneGive(Case one) {
    var end = one.schedule().firstStep(1);
    var once = one.run(one.start(6), 0, end);
    for (var cut : new long[] {1, STEPS_PER_EPOCH, STEPS_PER_EPOCH + 7}) {
      assertThat(one.run(one.run(one.start(6), 0, cut), cut, end).tensors())
          .isEqualTo(once.tensors());
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void maskedOptionsNeverGetWeight(Case one) {
    var start = one.start(7);
    var mask = start.mask(one.space());
    var some = OptionMask.where(mask.index(), i -> mask.has(i) && mask.index().option(i) != 1);
    var form = SupernetForm.newBuilder(start.form()).setAllowed(some.toList()).build();
    var masked = new ArchitectureParameters(0, start.tensors(), form);
    var end = one.run(masked, 0, one.schedule().firstStep(1));
    var optionScores = one.method().optionScores(end, one.space());
    var drawn = one.method().drawn(end, one.space(), Seeds.random(1));
    var learner = one.method().learner(end, one.schedule(), one.space(), TARGET);
    for (var i = 0; i < optionScores.length; i++) {
      if (!some.has(i)) {
        assertThat(optionScores[i]).isZero();
        assertThat(drawn[i]).isZero();
      }
    }
    for (var seed = 0; seed < 20; seed++) {
      if (learner.sample(0, seed) instanceof SampledMixture mixture) {
        for (var i = 0; i < optionScores.length; i++) {
          assertThat(some.has(i) || mixture.optionWeights()[i] == 0).isTrue();
        }
      } else {
        assertThat(((SampledPath) learner.sample(0, seed)).options()).doesNotContain(1);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void nothingIsLearnedInAWarmUp(Case one) {
    var start = one.start(8);
    var learner = one.method().learner(start, one.schedule(), one.space(), TARGET);
    if (learner.pass(0) == Pass.NONE) {
      assertThat(one.run(start, 0, STEPS_PER_EPOCH).tensors()).isEqualTo(start.tensors());
      assertThat(learner.pass(STEPS_PER_EPOCH)).isNotEqualTo(Pass.NONE);
    }
  }

  @ParameterizedTest
  @MethodSource("methods")
  void withoutASupernetItSaysWhatIsMissingBeforeAnythingStarts(GradientMethod method) {
    assumeThat(method.withoutTraining()).isEmpty();
    var experiment = Searches.experiment(method, ToyEvaluator.Behaviour.WELL);
    assertThatThrownBy(() -> Round.open(experiment, new MemoryTensorStore()))
        .hasMessageStartingWith("method.name " + method.name())
        .hasMessageContaining("evaluator.name must be supernet");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void tensorsAreNamedApart(Case one) {
    assertThat(one.start(1).tensors().stream().map(Tensor::getName)).doesNotHaveDuplicates();
  }
}
