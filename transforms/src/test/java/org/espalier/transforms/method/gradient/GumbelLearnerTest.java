package org.espalier.transforms.method.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.espalier.models.network.Sample;
import org.espalier.models.network.SampledMixture;
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

class GumbelLearnerTest {

  private static final Target TARGET = Target.of("cifar10");

  private static final SearchSpace SPACE = SearchSpaces.named("nb201");
  private static final int NONE = 0;
  private static final Temperature TEMPERATURE = new Temperature(3, 1);

  /** The first moment after one step is the gradient. */
  private static final AdamSettings GRADIENT = new AdamSettings(1e-9, 0, 0, 0, 0);

  private static float[] gradient(Learner learner) {
    return Parameters.values(ArchitectureParameters.ALPHA + ".first_moment", learner.tensors());
  }

  @Test
  void theTemperatureChangesByTheSameAmountFromEpochToEpoch() {
    var schedule = new Schedule(4, List.of(5));
    assertThat(TEMPERATURE.at(0, schedule)).isEqualTo(3);
    assertThat(TEMPERATURE.at(3, schedule)).isEqualTo(3);
    assertThat(TEMPERATURE.at(4, schedule)).isEqualTo(2.5);
    assertThat(TEMPERATURE.at(19, schedule)).isEqualTo(1);
    assertThat(TEMPERATURE.at(2, new Schedule(4, List.of(1)))).isEqualTo(3);
    assertThatThrownBy(() -> new Temperature(1, 0)).hasMessage("last must be above 0, was 0.0");
  }

  @Test
  void gdasGivesTheGateOfTheSampledOperationToItsSoftmaxWeight() {
    var method = new Gdas(5, TEMPERATURE, GRADIENT, true);
    var start = method.start(SPACE, Seeds.random(1));
    var learner = method.learner(start, new Schedule(4, List.of(5)), SPACE, TARGET);
    assertThat(learner.pass(0)).isEqualTo(Pass.FIRST_ORDER);
    var draw = learner.sample(5, 42);
    var gates = new float[] {1, -2, 0.5f, 3, 0, 1};
    learner.learn(5, 1, gates);
    var alpha = Parameters.values(ArchitectureParameters.ALPHA, start.tensors());
    var p = Softmax.gumbel(alpha, 2.5, start.mask(SPACE), new SplittableRandom(42)).values();
    for (var edge = 0; edge < 6; edge++) {
      var sampled = options(draw)[edge];
      for (var j = 0; j < 5; j++) {
        var delta = sampled == j ? 1 : 0;
        var expected = gates[edge] * p[edge * 5 + sampled] * (delta - p[edge * 5 + j]) / 2.5;
        assertThat(gradient(learner)[edge * 5 + j]).isCloseTo((float) expected, within(1e-6f));
      }
    }
  }

  @Test
  void noneIsNeitherDrawnNorMixedWhereItIsLeftOut() {
    var gdas = new Gdas(5, TEMPERATURE, GRADIENT, false);
    var snas = new Snas(5, TEMPERATURE, 0, GRADIENT, false);
    var schedule = new Schedule(4, List.of(5));
    var gdasLearner = gdas.learner(gdas.start(SPACE, Seeds.random(1)), schedule, SPACE, TARGET);
    var snasLearner = snas.learner(snas.start(SPACE, Seeds.random(1)), schedule, SPACE, TARGET);
    for (var step = 0; step < 20; step++) {
      assertThat(options(gdasLearner.sample(step, step))).hasSize(6).doesNotContain(NONE);
      var mixture = ((SampledMixture) snasLearner.sample(step, step)).optionWeights();
      for (var edge = 0; edge < 6; edge++) {
        assertThat(mixture[edge * 5 + NONE]).isZero();
        assertThat(mixture[edge * 5 + 1]).isPositive();
      }
    }
  }

  @Test
  void snasLearnsInThePassOfTheWeightsAndItsPenaltyIsTheSlopeOfTheCost() {
    var method = new Snas(5, TEMPERATURE, 0.7, GRADIENT, true);
    var start = method.start(SPACE, Seeds.random(1));
    var learner = method.learner(start, new Schedule(4, List.of(5)), SPACE, TARGET);
    assertThat(learner.pass(0)).isEqualTo(Pass.TOGETHER);
    learner.sample(0, 7);
    learner.learn(0, 1, new float[30]);
    // By finite differences of 0.7 Σ z c at the same noise.
    var alpha = Parameters.values(ArchitectureParameters.ALPHA, start.tensors());
    for (var i = 0; i < alpha.length; i++) {
      var step = 1e-2f;
      var slope = (cost(alpha, i, step, start) - cost(alpha, i, -step, start)) / (2 * step);
      assertThat(gradient(learner)[i]).isCloseTo((float) (0.7 * slope), within(1e-4f));
    }
  }

  @Test
  void thePenaltyOfSnasIsThatOfTheDataSet() {
    var space = SearchSpaces.named("shufflenet");
    var method = new Snas(5, TEMPERATURE, 1, GRADIENT, true);
    var start = method.start(space, Seeds.random(1));
    var gradients = new ArrayList<float[]>();
    for (var dataSet : List.of("cifar10", "imagenet")) {
      var target = Target.of(dataSet);
      var learner = method.learner(start, new Schedule(4, List.of(5)), space, target);
      learner.sample(0, 7);
      learner.learn(0, 1, new float[80]);
      gradients.add(gradient(learner));
      var alpha = Parameters.values(ArchitectureParameters.ALPHA, start.tensors());
      var drawn = Softmax.gumbel(alpha, 3, start.mask(space), new SplittableRandom(7));
      var expected = drawn.gradient(space.optionCosts(target), 3);
      for (var i = 0; i < expected.length; i++) {
        assertThat(gradient(learner)[i]).isCloseTo((float) expected[i], within(1e-6f));
      }
    }
    assertThat(gradients.get(0)).isNotEqualTo(gradients.get(1));
  }

  private static double cost(float[] alpha, int index, float by, ArchitectureParameters start) {
    var moved = alpha.clone();
    moved[index] += by;
    var z = Softmax.gumbel(moved, 3, start.mask(SPACE), new SplittableRandom(7)).values();
    var costs = SPACE.optionCosts(TARGET);
    var sum = 0.0;
    for (var i = 0; i < z.length; i++) {
      sum += z[i] * costs[i];
    }
    return sum;
  }

  private static int[] options(Sample sample) {
    return ((SampledPath) sample).options();
  }
}
