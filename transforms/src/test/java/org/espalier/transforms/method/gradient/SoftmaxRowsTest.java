package org.espalier.transforms.method.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.espalier.models.space.EdgeSpace;
import org.espalier.models.space.SearchSpaces;
import org.espalier.schemas.SupernetForm;
import org.junit.jupiter.api.Test;

class SoftmaxRowsTest {

  private static final EdgeSpace SPACE = (EdgeSpace) SearchSpaces.named("nb201");
  private static final Choices CHOICES =
      Choices.of(
          SupernetForm.newBuilder()
              .setMixed(true)
              .setAllowed(Choices.everywhere(SPACE, operation -> operation != 2))
              .build(),
          SPACE);
  private static final double STEP = 1e-2;

  private static float[] logits() {
    var random = new SplittableRandom(3);
    var logits = new float[CHOICES.size()];
    for (var i = 0; i < logits.length; i++) {
      logits[i] = (float) random.nextGaussian();
    }
    return logits;
  }

  private static double[] upstream() {
    var random = new SplittableRandom(4);
    return random.doubles(CHOICES.size(), -1, 1).toArray();
  }

  private static double product(SoftmaxRows rows) {
    var sum = 0.0;
    for (var i = 0; i < rows.values().length; i++) {
      sum += rows.values()[i] * upstream()[i];
    }
    return sum;
  }

  @Test
  void theJacobianOfTheSoftmaxIsThatOfFiniteDifferences() {
    var gradient = SoftmaxRows.of(logits(), CHOICES).gradient(upstream(), 1);
    for (var i = 0; i < gradient.length; i++) {
      var slope =
          (product(SoftmaxRows.of(moved(i, STEP), CHOICES))
                  - product(SoftmaxRows.of(moved(i, -STEP), CHOICES)))
              / (2 * STEP);
      assertThat(gradient[i]).isCloseTo(slope, within(1e-4));
    }
  }

  @Test
  void theJacobianOfTheGumbelSoftmaxIsThatOfFiniteDifferencesAtTheSameNoise() {
    for (var temperature : new double[] {0.5, 1, 3}) {
      var gradient = gumbel(logits(), temperature).gradient(upstream(), temperature);
      for (var i = 0; i < gradient.length; i++) {
        var slope =
            (product(gumbel(moved(i, STEP), temperature))
                    - product(gumbel(moved(i, -STEP), temperature)))
                / (2 * STEP);
        assertThat(gradient[i]).isCloseTo(slope, within(5e-4));
      }
    }
  }

  private static SoftmaxRows gumbel(float[] logits, double temperature) {
    return SoftmaxRows.gumbel(logits, temperature, CHOICES, new SplittableRandom(11));
  }

  private static float[] moved(int index, double by) {
    var logits = logits();
    logits[index] += (float) by;
    return logits;
  }

  @Test
  void theLargestGumbelIsDrawnWithTheProbabilityOfTheSoftmax() {
    // Ten thousand draws of each edge: six standard errors fail once in 8e6 runs.
    var draws = 10_000;
    var probabilities = SoftmaxRows.of(logits(), CHOICES);
    var counts = new int[CHOICES.size()];
    var plain = new int[CHOICES.size()];
    var random = new SplittableRandom(5);
    for (var draw = 0; draw < draws; draw++) {
      var hard = SoftmaxRows.gumbel(logits(), 2, CHOICES, random).best();
      var path = probabilities.draw(random);
      for (var edge = 0; edge < CHOICES.edges(); edge++) {
        counts[CHOICES.at(edge, hard[edge])]++;
        plain[CHOICES.at(edge, path[edge])]++;
      }
    }
    for (var i = 0; i < counts.length; i++) {
      var p = probabilities.values()[i];
      var margin = within(6 * Math.sqrt(p * (1 - p) / draws) + 1e-9);
      assertThat((double) counts[i] / draws).isCloseTo(p, margin);
      assertThat((double) plain[i] / draws).isCloseTo(p, margin);
    }
  }

  @Test
  void theMarginIsTheDistanceOfTheTwoHighest() {
    var logits = new float[CHOICES.size()];
    logits[0] = (float) Math.log(6);
    logits[1] = (float) Math.log(3);
    // 6 : 3 : 1 : 1, the masked third left out.
    assertThat(SoftmaxRows.of(logits, CHOICES).margin(0)).isCloseTo(3 / 11.0, within(1e-6));
    assertThat(SoftmaxRows.of(logits, CHOICES).margin(1)).isZero();
  }

  @Test
  void theWeightsOfEdgesSumToOneAtEachNodeAndTheirGradientIsThatOfFiniteDifferences() {
    var space = (EdgeSpace) SearchSpaces.named("darts");
    var random = new SplittableRandom(6);
    var logits = new float[space.edges().size()];
    for (var i = 0; i < logits.length; i++) {
      logits[i] = (float) random.nextGaussian();
    }
    var upstream = random.doubles(logits.length, -1, 1).toArray();
    var shares = EdgeShares.of(logits, space);
    // Two cells with four nodes each.
    assertThat(Arrays.stream(shares.values()).sum()).isCloseTo(8, within(1e-9));
    var gradient = shares.gradient(upstream);
    for (var i = 0; i < logits.length; i++) {
      var more = logits.clone();
      var less = logits.clone();
      more[i] += (float) STEP;
      less[i] -= (float) STEP;
      var slope = 0.0;
      for (var j = 0; j < logits.length; j++) {
        slope +=
            upstream[j]
                * (EdgeShares.of(more, space).values()[j] - EdgeShares.of(less, space).values()[j])
                / (2 * STEP);
      }
      assertThat(gradient[i]).isCloseTo(slope, within(1e-4));
    }
  }
}
