package org.espalier.transforms.method.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.espalier.transforms.method.gradient.ProxylessCases.GRADIENT;
import static org.espalier.transforms.method.gradient.ProxylessCases.gradient;
import static org.espalier.transforms.method.gradient.ProxylessCases.proxyless;
import static org.espalier.transforms.method.gradient.ProxylessCases.waves;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.espalier.models.network.SampledPath;
import org.espalier.models.numbers.AdamSettings;
import org.espalier.models.numbers.Seeds;
import org.espalier.models.numbers.Softmax;
import org.espalier.models.space.SearchSpace;
import org.espalier.models.space.SearchSpaces;
import org.espalier.models.space.Target;
import org.espalier.transforms.method.Learner;
import org.espalier.transforms.method.Learner.Pass;
import org.junit.jupiter.api.Test;

class ProxylessTest {

  private static final SearchSpace CELL = SearchSpaces.named("nb201");
  private static final SearchSpace BLOCKS = SearchSpaces.named("proxyless");
  private static final Target IMAGES = Target.of("generated");
  private static final Schedule SCHEDULE = new Schedule(10, List.of(4));

  private static final AdamSettings ADAM = new AdamSettings(0.05, 0, 0.999, 0, 0);

  private static float[] alpha(Learner learner) {
    return Parameters.values(ArchitectureParameters.ALPHA, learner.tensors());
  }

  @Test
  void afterTwoPathsTheProbabilitiesOfTheOthersStay() {
    var method = proxyless("two", null, ADAM);
    var architecture = waves(method, BLOCKS);
    var before = architecture.softmax(BLOCKS).values();
    var learner = method.learner(architecture, SCHEDULE, BLOCKS, IMAGES);
    var sample = (SampledPath) learner.sample(1, 8);
    learner.learn(1, 1, cosines(BLOCKS.options().size()));
    var after = Softmax.of(alpha(learner), architecture.mask(BLOCKS)).values();
    var index = BLOCKS.options();
    for (var decision = 0; decision < index.decisions(); decision++) {
      var gated = 0;
      for (var at = index.start(decision); at < index.end(decision); at++) {
        gated += sample.compared()[at] ? 1 : 0;
        if (!sample.compared()[at]) {
          assertThat(after[at]).isCloseTo(before[at], within(1e-6));
        } else if (!isAbsent(decision, sample.options()[decision])) {
          assertThat(after[at]).isNotCloseTo(before[at], within(1e-4));
        }
      }
      assertThat(gated).isEqualTo(2);
    }
  }

  private static float[] cosines(int size) {
    var values = new float[size];
    for (var at = 0; at < size; at++) {
      values[at] = (float) Math.cos(2 * at);
    }
    return values;
  }

  private static boolean isAbsent(int decision, int option) {
    return BLOCKS.decisions().get(decision).options().get(option).equals("Zero");
  }

  @Test
  void aBlockOnWhosePathThereIsNoLayerKeepsParametersAndMoments() {
    for (var mode : List.of("two", "full")) {
      var method = proxyless(mode, new CostTerm("add#linear", 1e9, 0.1), ADAM);
      var architecture = waves(method, BLOCKS);
      var learner = method.learner(architecture, SCHEDULE, BLOCKS, IMAGES);
      var path = ((SampledPath) learner.sample(1, 3)).options();
      learner.learn(1, 1, cosines(BLOCKS.options().size()));
      var second = Parameters.values("alpha.second_moment", learner.tensors());
      var before = architecture.values(ArchitectureParameters.ALPHA);
      var index = BLOCKS.options();
      var absent = 0;
      for (var decision = 0; decision < index.decisions(); decision++) {
        var from = index.start(decision);
        var to = index.end(decision);
        var moved = !Arrays.equals(before, from, to, alpha(learner), from, to);
        var remembered = !Arrays.equals(second, from, to, new float[to], from, to);
        assertThat(moved).isEqualTo(!isAbsent(decision, path[decision])).isEqualTo(remembered);
        absent += moved ? 0 : 1;
      }
      assertThat(absent).isPositive();
    }
  }

  /** Where the gates are silent, what is left is the slope of the cost by the parameters. */
  @Test
  void theCostHasTheSlopeOfTheExpectedMultiplyAdds() {
    var madds = BLOCKS.optionMadds(IMAGES);
    for (var name : List.of("mul#log", "add#linear", "add#absolute")) {
      var cost = new CostTerm(name, 2e8, 0.5);
      var method = proxyless("full", cost, GRADIENT);
      var architecture = waves(method, BLOCKS);
      var learner = method.learner(architecture, SCHEDULE, BLOCKS, IMAGES);
      var path = ((SampledPath) learner.sample(1, 5)).options();
      learner.learn(1, 1.7, new float[BLOCKS.options().size()]);
      var start = architecture.values(ArchitectureParameters.ALPHA);
      for (var at = 0; at < start.length; at++) {
        var decision = BLOCKS.options().decision(at);
        var up = expected(start, at, 1e-2f, architecture);
        var down = expected(start, at, -1e-2f, architecture);
        var at0 = madds.expected(architecture.softmax(BLOCKS).values());
        var slope = cost.slopes(1.7, at0).byMadds() * (up - down) / 2e-2;
        var wanted = isAbsent(decision, path[decision]) ? 0 : slope;
        assertThat(gradient(learner)[at]).isCloseTo((float) wanted, within(1e-5f));
      }
    }
  }

  private static double expected(float[] alpha, int at, float by, ArchitectureParameters start) {
    var moved = alpha.clone();
    moved[at] += by;
    var p = Softmax.of(moved, start.mask(BLOCKS)).values();
    return BLOCKS.optionMadds(IMAGES).expected(p);
  }

  @Test
  void theAbsoluteCostLeadsToTheReferenceFromAboveAndFromBelow() {
    for (var factor : new double[] {0.8, 1.2}) {
      for (var mode : List.of("two", "full")) {
        var start = proxyless(mode, null, ADAM).start(BLOCKS, Seeds.random(2));
        var uniform = BLOCKS.optionMadds(IMAGES).expected(start.softmax(BLOCKS).values());
        var reference = factor * uniform;
        var method = proxyless(mode, new CostTerm("add#absolute", reference, 1), ADAM);
        var architecture = method.start(BLOCKS, Seeds.random(2));
        var learner = method.learner(architecture, SCHEDULE, BLOCKS, IMAGES);
        for (var step = 0; step < 300; step++) {
          learner.sample(step, step);
          learner.learn(step, 1, new float[BLOCKS.options().size()]);
        }
        var gauge = method.gauges(architecture.with(learner.tensors()), BLOCKS, IMAGES).get(0);
        assertThat(gauge.getName()).isEqualTo("expected_madds");
        assertThat(gauge.getValue()).isCloseTo(reference, within(0.03 * reference));
      }
    }
  }

  @Test
  void rewardsClimbTheLogProbabilityOfPathsAboveTheBaseline() {
    var method = proxyless("reinforce", new CostTerm("mul#power", 1e8, 0.1), GRADIENT);
    var architecture = waves(method, CELL);
    var learner = method.learner(architecture, SCHEDULE, CELL, IMAGES);
    assertThat(learner.pass(0)).isEqualTo(Pass.SCORE);
    assertThat(learner.passes(0)).isEqualTo(4);
    var madds = CELL.optionMadds(IMAGES);
    var paths = new int[4][];
    var rewards = new double[4];
    for (var i = 0; i < 4; i++) {
      paths[i] = ((SampledPath) learner.sample(0, i)).options();
      var accuracy = 0.2 + 0.1 * i;
      rewards[i] = accuracy * Math.pow(1e8 / madds.of(paths[i]), 0.1);
      assertThat(gradient(learner)).containsOnly(0);
      learner.score(0, accuracy);
    }
    var mean = Arrays.stream(rewards).average().orElseThrow();
    assertThat(Parameters.values("baseline", learner.tensors())[0])
        .isCloseTo((float) mean, within(1e-6f));
    var p = architecture.softmax(CELL).values();
    for (var at = 0; at < p.length; at++) {
      var expected = 0.0;
      for (var i = 0; i < 4; i++) {
        var chosen = paths[i][at / 5] == at % 5 ? 1 : 0;
        expected -= (rewards[i] - mean) * (chosen - p[at]) / 4;
      }
      assertThat(gradient(learner)[at]).isCloseTo((float) expected, within(1e-6f));
    }
    // The next mean goes in with 0.99.
    for (var i = 0; i < 4; i++) {
      learner.sample(1, i);
      learner.score(1, 0);
    }
    assertThat(Parameters.values("baseline", learner.tensors())[0])
        .isCloseTo((float) (0.01 * mean), within(1e-6f));
  }

  @Test
  void parametersLearnBeforeEverySoManyStepsAfterTheWarmUp() {
    var method = new Proxyless(4, 1, 5, "two", null, null, ADAM);
    var learner = method.learner(method.start(BLOCKS, Seeds.random(1)), SCHEDULE, BLOCKS, IMAGES);
    var learning = LongStream.range(0, 40).filter(step -> learner.pass(step) == Pass.COMPARE);
    assertThat(learning).containsExactly(10L, 15L, 20L, 25L, 30L, 35L);
    assertThat(((SampledPath) learner.sample(3, 1)).compared()).isEmpty();
    assertThat(((SampledPath) learner.sample(10, 1)).compared()).hasSize(BLOCKS.options().size());
    learner.learn(10, 1, new float[BLOCKS.options().size()]);
    assertThat(((SampledPath) learner.sample(10, 2)).compared()).isEmpty();
  }

  @Test
  void aReferenceBelowTheSmallestNetworkIsNamedWithItsMultiplyAdds() {
    var least = BLOCKS.optionMadds(IMAGES).of(smallest());
    proxyless("two", new CostTerm("mul#log", least, 1), ADAM).check(BLOCKS, IMAGES);
    var method = proxyless("two", new CostTerm("mul#log", least - 1, 1), ADAM);
    assertThatThrownBy(() -> method.check(BLOCKS, IMAGES))
        .hasMessageContainingAll(
            "method.cost.reference", "at least %.0f".formatted(least), "proxyless", "generated");
  }

  private static int[] smallest() {
    return BLOCKS.decisions().stream().mapToInt(each -> each.option("Zero").orElse(0)).toArray();
  }

  @Test
  void modesCostsAndRewardsThatDoNotGoTogetherAreNamed() {
    var power = new CostTerm("mul#power", 1e8, 0.1);
    var log = new CostTerm("mul#log", 1e8, 0.3);
    assertThatThrownBy(() -> proxyless("one", null, ADAM))
        .hasMessageContainingAll("mode", "two, full, reinforce", "was one");
    assertThatThrownBy(() -> new Proxyless(1, 0, 1, "reinforce", null, null, ADAM))
        .hasMessageContainingAll("rewards", "set with mode reinforce");
    assertThatThrownBy(() -> new Proxyless(1, 0, 1, "two", null, new PathRewards(1, 0), ADAM))
        .hasMessageContainingAll("rewards", "absent otherwise");
    assertThatThrownBy(() -> proxyless("full", power, ADAM))
        .hasMessageContainingAll("cost.loss", "mul#log", "was mul#power");
    assertThatThrownBy(() -> proxyless("reinforce", log, ADAM))
        .hasMessageContainingAll("cost.loss", "mul#power", "was mul#log");
  }
}
