package org.espalier.transforms.method.evolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.espalier.models.layer.CountingRule;
import org.espalier.models.network.SampledPaths;
import org.espalier.models.numbers.AdamSettings;
import org.espalier.models.operation.MotifGenes;
import org.espalier.models.space.CellSpace;
import org.espalier.models.space.Target;
import org.espalier.transforms.method.FloatTensors;
import org.espalier.transforms.method.Learner.Pass;
import org.junit.jupiter.api.Test;

class CellMixtureTest {
  private static final double STEP = 1e-6;
  private static final double[] ALPHA = {0.3, -0.2, 0.5, 1, 0, -1};
  private static final double[] COSTS = {10, 20, 30, 5, 1, 8};

  /** Two groups of three cells, each a point: the loss is the distance from a target, squared. */
  private static double loss(double[] weights) {
    double[] outputs = {1, 2, -1, 0.5, 3, -2};
    var one = -0.4;
    var other = 0.7;
    for (var at = 0; at < 3; at++) {
      one += weights[at] * outputs[at];
      other += weights[at + 3] * outputs[at + 3];
    }
    return one * one + one * other + other * other;
  }

  private static double[] slopes(double[] at, ToDoubleFunction<double[]> of) {
    var slopes = new double[at.length];
    for (var i = 0; i < at.length; i++) {
      var up = at.clone();
      var down = at.clone();
      up[i] += STEP;
      down[i] -= STEP;
      slopes[i] = (of.applyAsDouble(up) - of.applyAsDouble(down)) / (2 * STEP);
    }
    return slopes;
  }

  private static CellMixture mixture(double[] alpha) {
    return new CellMixture(2, 3, alpha, COSTS, 7);
  }

  @Test
  void weightsOfAGroupSumToOneAndCostIsTheirMean() {
    assertThat(Arrays.stream(mixture(ALPHA).weights()).limit(3).sum()).isCloseTo(1, within(1e-12));
    assertThat(mixture(new double[6]).expectedCost()).isCloseTo(7 + 20 + 14 / 3.0, within(1e-12));
  }

  @Test
  void theGradientIsThatOfTheLossByAlpha() {
    var byWeight = slopes(mixture(ALPHA).weights(), CellMixtureTest::loss);
    var gradient = mixture(ALPHA).gradient(byWeight, 0);
    var slopes = slopes(ALPHA, alpha -> loss(mixture(alpha).weights()));
    for (var at = 0; at < gradient.length; at++) {
      assertThat(gradient[at]).isCloseTo(slopes[at], within(1e-6));
    }
  }

  @Test
  void theTermForTheCostAddsItsOwnGradient() {
    var factor = 0.03;
    var gradient = mixture(ALPHA).gradient(new double[6], factor);
    var slopes = slopes(ALPHA, alpha -> factor * mixture(alpha).expectedCost());
    for (var at = 0; at < gradient.length; at++) {
      assertThat(gradient[at]).isCloseTo(slopes[at], within(1e-6));
    }
    assertThat(gradient[2]).isPositive();
    assertThat(gradient[0]).isNegative();
  }

  @Test
  void cellsComeThroughACandidateAndWeightsReachTheirGroups() {
    var random = new SplittableRandom(1);
    var drawn =
        new DrawnCells(
            Stream.generate(() -> List.of(MotifGenes.random(random), MotifGenes.random(random)))
                .limit(CellSpace.GROUPS)
                .toList());
    assertThat(DrawnCells.of(drawn.options(), 2)).isEqualTo(drawn);
    var byGroup = new double[2 * CellSpace.GROUPS];
    Arrays.setAll(byGroup, at -> at + 1);
    var weights = drawn.weights(byGroup);
    assertThat(drawn.byGroup(weights)).isEqualTo(byGroup);
    assertThat(weights[0]).isEqualTo(1);
    assertThat(weights[CellSpace.GROUPS * CellSpace.GENES]).isEqualTo(2);
    assertThat(weights[CellSpace.GENES]).isEqualTo(3);
  }

  /** What costs more gets less, where nothing else counts; and each cell costs what it counts. */
  @Test
  void alphaLearnsTowardsTheCheaperCell() {
    var cheap = MotifGenes.parse("0-00-2-12-12");
    var dear = MotifGenes.parse("2-00-5-55-55");
    var drawn = new DrawnCells(Collections.nCopies(11, List.of(dear, cheap)));
    var settings =
        new AutoSpace(2, 8, 2, 0.9, 2, 1, 0.5, 2, 3, true, 1, 1e8, AdamSettings.standard(0.1));
    var space = new CellSpace();
    var target = Target.of("cifar10");
    var mixture = drawn.mixture(new double[22], space, target);
    var genotype = space.genotype(CellSpace.encoding(Collections.nCopies(11, dear)));
    var all = mixture.fixedCost();
    for (var at = 0; at < 22; at += 2) {
      all += mixture.costs()[at];
    }
    assertThat(all)
        .isCloseTo((double) space.cost(genotype, target, CountingRule.CONV).madds(), within(0.5));
    var learner = new CellLearner(settings, 7, drawn, mixture);
    // Two steps of warm-up, then every third, in generations of seven.
    var learning = LongStream.range(0, 14).filter(at -> learner.pass(at) == Pass.FIRST_ORDER);
    assertThat(learning).containsExactly(2L, 5L, 9L, 12L);
    var sample = (SampledPaths) learner.sample(0, 1);
    assertThat(sample.weights()[0]).isEqualTo(0.5f);
    learner.learn(0, 1, new float[sample.weights().length]);
    var alpha = FloatTensors.values(learner.tensors().get(0));
    for (var group = 0; group < 11; group++) {
      assertThat(alpha[2 * group]).isLessThan(alpha[2 * group + 1]);
    }
  }
}
