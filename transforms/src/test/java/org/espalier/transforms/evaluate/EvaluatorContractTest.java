package org.espalier.transforms.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.espalier.models.numbers.AdamSettings;
import org.espalier.models.predictor.PredictorSettings;
import org.espalier.models.space.SearchSpaces;
import org.espalier.schemas.Candidate;
import org.espalier.schemas.Genotype;
import org.espalier.schemas.Metric;
import org.espalier.transforms.benchmark.SyntheticNb201;
import org.espalier.transforms.images.TrainingImages;
import org.espalier.transforms.method.Pretraining;
import org.espalier.transforms.method.Proposal;
import org.espalier.transforms.method.RandomSearch;
import org.espalier.transforms.method.SearchContext;
import org.espalier.transforms.method.SearchMethod;
import org.espalier.transforms.method.gradient.Darts;
import org.espalier.transforms.registry.Evaluators;
import org.espalier.transforms.round.CandidateFactory;
import org.espalier.transforms.round.Purpose;
import org.espalier.transforms.storage.MemoryTensorStore;
import org.espalier.transforms.supernet.Recipe;
import org.espalier.transforms.supernet.SupernetTraining;
import org.espalier.transforms.supernet.TrainingProgress;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every evaluator must do, whatever it is. A new one adds a line to {@link #cases}. */
@NullMarked
class EvaluatorContractTest {

  private static final SearchMethod METHOD = new RandomSearch(1);

  @TempDir static Path folder;

  /**
   * An evaluator with a data set that it serves, whether it has held-out images, and whether it
   * trains weights that architectures share.
   */
  record Case(Evaluator evaluator, String dataSet, boolean hasHeldOut, boolean sharesWeights) {
    Scorer open() {
      return evaluator.open(METHOD, SearchSpaces.named("nb201"), dataSet);
    }

    SearchContext context(long seed) {
      return new SearchContext(SearchSpaces.named("nb201"), dataSet, seed, new MemoryTensorStore());
    }

    Candidate score(SearchContext context, int index, String split) {
      return score(context, index, split, genotype(3));
    }

    Candidate score(SearchContext context, int index, String split, Genotype genotype) {
      return new CandidateFactory("run", context, Purpose.SEARCH)
          .candidate(Proposal.score(genotype), 0, index, 0)
          .setSplit(split)
          .build();
    }

    Candidate train(SearchContext context, int index) {
      return new CandidateFactory("run", context, Purpose.SEARCH)
          .candidate(Proposal.train(Optional.empty(), 3, 0, 1), 0, index, 0)
          .build();
    }
  }

  private static Genotype genotype(long seed) {
    return SearchSpaces.named("nb201").random(new SplittableRandom(seed));
  }

  static Stream<Case> cases() {
    return Stream.of(
        new Case(new TableEvaluator(table()), "cifar10", false, false),
        new Case(new SizeEvaluator(), "cifar10", false, false),
        new Case(standalone(), "generated", true, false),
        new Case(supernet(), "generated", true, true),
        new Case(
            new PredictorEvaluator(
                20, new PredictorSettings(8, 0, 10, 16, 0.05, 0.9, 0), supernet()),
            "generated",
            true,
            true));
  }

  private static String table() {
    try {
      return Files.write(folder.resolve("table.csv.gz"), new SyntheticNb201().compressed())
          .toString();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static StandaloneEvaluator standalone() {
    return standalone(0.05, null);
  }

  private static StandaloneEvaluator standalone(double rate, @Nullable Double averageDecay) {
    var recipe =
        new Recipe(
            2,
            null,
            null,
            16,
            rate,
            0,
            0.9,
            false,
            3e-4,
            0,
            0,
            null,
            null,
            null,
            averageDecay,
            null);
    return new StandaloneEvaluator(new SupernetSize(4, 3), images(), recipe, 16, false, 1, null);
  }

  private static TrainingImages images() {
    return new TrainingImages("generated", 64, 32, 32, 0, 2, true, 0, null, null);
  }

  private static SupernetEvaluator supernet() {
    var training =
        new SupernetTraining(
            new Pretraining(6, 2, 3), 3, 1, 16, 0.05, 0, 0.9, false, 3e-4, 5, 0, null);
    var size = new SupernetSize(4, 3);
    return new SupernetEvaluator(size, images(), training, 16, false, 1);
  }

  @Test
  void everyEvaluatorIsHeldToThisContract() {
    assertThat(cases().map(one -> one.evaluator().name()))
        .containsExactlyInAnyOrderElementsOf(
            Evaluators.all().stream().map(Evaluators.Entry::name).toList());
    assertThat(cases().map(one -> (Object) one.evaluator().getClass()))
        .containsExactlyInAnyOrderElementsOf(
            Evaluators.all().stream().map(entry -> (Object) entry.type()).toList());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theSameCandidateGivesTheSameMeasurementFromOneScorerAndFromAnother(Case one) {
    var context = one.context(7);
    var candidate = one.score(context, 0, "val");
    try (var scorer = one.open();
        var other = one.open()) {
      var first = scorer.measure(candidate, context);
      assertThat(first.score()).isPresent();
      scorer.measure(one.score(context, 1, "val"), one.context(8));
      scorer.measure(one.score(context, 2, "val", genotype(4)), context);
      assertThat(scorer.measure(candidate, context)).isEqualTo(first);
      assertThat(other.measure(candidate, context)).isEqualTo(first);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void whatIsMeasuredSaysOnWhichSplitAndDataSet(Case one) {
    var context = one.context(7);
    try (var scorer = one.open()) {
      for (var split : one.hasHeldOut() ? new String[] {"val", "test"} : new String[] {"val"}) {
        var metrics = scorer.measure(one.score(context, 0, split), context).metrics();
        assertThat(metrics).extracting(Metric::getDataSet).allMatch(one.dataSet()::equals);
        var splits = metrics.stream().map(Metric::getSplit).distinct().toList();
        var trainsEach = one.evaluator() instanceof StandaloneEvaluator;
        if (!metrics.isEmpty()) {
          assertThat(splits).isEqualTo(trainsEach ? List.of(split, "train") : List.of(split));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void heldOutImagesAreOthersThanThoseOfTheSearch(Case one) {
    assumeTrue(one.hasHeldOut(), one.evaluator().name() + " has no held-out images");
    var context = one.context(7);
    try (var scorer = one.open()) {
      assertThat(scorer.measure(one.score(context, 0, "test"), context).metrics())
          .extracting(metric -> metric.getValue())
          .isNotEqualTo(
              scorer.measure(one.score(context, 0, "val"), context).metrics().stream()
                  .map(metric -> metric.getValue())
                  .toList());
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void trainingDependsOnTheSeedOfTheRunAndOnThatOfTheCandidate(Case one) {
    assumeTrue(one.sharesWeights(), one.evaluator().name() + " has no shared weights");
    try (var scorer = one.open()) {
      var context = one.context(7);
      var weights = scorer.measure(one.train(context, 0), context).weights();
      assertThat(weights).isPresent();
      assertThat(scorer.measure(one.train(context, 0), context).weights()).isEqualTo(weights);
      assertThat(scorer.measure(one.train(context, 1), context).weights()).isNotEqualTo(weights);
      var other = one.context(8);
      assertThat(scorer.measure(one.train(other, 0), other).weights()).isNotEqualTo(weights);
      // The candidate of another seed, in the run of this one: only batches and weights are alike.
      assertThat(scorer.measure(one.train(other, 0), context).weights()).isNotEqualTo(weights);
    }
  }

  @Test
  void whatIsTrainedAloneStartsAfreshFromTheSeedOfItsCandidate() {
    var one = new Case(standalone(), "generated", true, false);
    var context = one.context(7);
    try (var scorer = one.open()) {
      var first = scorer.measure(one.score(context, 0, "val"), context);
      assertThat(scorer.measure(one.score(context, 1, "val"), context)).isNotEqualTo(first);
      assertThat(first.steps()).isEqualTo(8);
      assertThat(first.images()).isEqualTo(128);
    }
  }

  @Test
  void whatMakesNoSenseForTrainingsAloneIsRefused() {
    var good = standalone();
    for (var tolerance : new double[] {0, -0.1, 1.5}) {
      assertThatThrownBy(
              () ->
                  new StandaloneEvaluator(
                      good.network(), images(), good.training(), 16, false, 1, tolerance))
          .hasMessage("comparisonTolerance must be in (0, 1], was " + tolerance);
    }
    for (var rounds : List.of("stepsPerRound", "replicas")) {
      Integer steps = rounds.equals("stepsPerRound") ? 4 : null;
      Integer replicas = rounds.equals("replicas") ? 2 : null;
      var recipe =
          new Recipe(
              2, steps, replicas, 16, 0.05, 0, 0.9, false, 0, 0, 0, null, null, null, null, null);
      assertThatThrownBy(
              () -> new StandaloneEvaluator(good.network(), images(), recipe, 16, false, 1, null))
          .hasMessageContainingAll("training." + rounds, "absent");
    }
  }

  @Test
  void aTrainingAloneThatDivergesSaysHowFarItCame() {
    var evaluator = standalone(1e30, 0.9);
    var one = new Case(evaluator, "generated", true, false);
    var context = one.context(7);
    try (var scorer = one.open()) {
      var measured = scorer.measure(one.score(context, 0, "val"), context);
      assertThat(measured.score()).isEmpty();
      assertThat(measured.divergence().orElseThrow()).contains("lower training.learningRate");
      assertThat(measured.steps()).isBetween(1, 7);
      assertThat(measured.images()).isEqualTo(measured.steps() * 16L);
      assertThat(measured.metrics()).extracting(Metric::getSplit).containsOnly("train");
    }
  }

  @Test
  void anInterruptedTrainingAloneEndsAtItsNextStep() {
    var one = new Case(standalone(), "generated", true, false);
    var context = one.context(7);
    try (var scorer = one.open()) {
      var candidate = one.score(context, 0, "val");
      assertThatThrownBy(
              () ->
                  TrainingProgress.heard(
                      step -> Thread.currentThread().interrupt(),
                      () -> scorer.measure(candidate, context)))
          .isInstanceOf(CancellationException.class)
          .hasMessageContaining("step 2");
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void closingTwiceDoesNoHarm(Case one) {
    var scorer = one.open();
    var context = one.context(7);
    scorer.measure(one.score(context, 0, "val"), context);
    scorer.close();
    scorer.close();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aMethodThatLearnsInTrainingIsJoinedOrRefusedByName(Case one) {
    var darts = new Darts(1, false, true, new AdamSettings(0.05, 0.5, 0.999, 0, 0));
    if (one.sharesWeights()) {
      assertThatThrownBy(() -> one.evaluator().join(darts))
          .hasMessageContaining("evaluator.training.pretraining")
          .hasMessageContaining("darts");
      assertThat(one.evaluator().join(METHOD).plannedSteps()).isEqualTo(6);
    } else {
      assertThatThrownBy(() -> one.evaluator().join(darts))
          .hasMessageContaining("method.name darts")
          .hasMessageContaining("supernet")
          .hasMessageContaining(one.evaluator().name());
      assertThat(one.evaluator().join(METHOD).plannedSteps()).isZero();
    }
  }
}
