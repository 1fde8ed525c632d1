package org.espalier.models.numbers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.espalier.models.numbers.Adam.Precision;
import org.junit.jupiter.api.Test;

final class AdamTest {

  private static final AdamSettings PLAIN = new AdamSettings(0.1, 0.9, 0.999, 0, 0);

  private final double[] values = {1, -1, 0};
  private final double[] first = new double[3];
  private final double[] second = new double[3];

  @Test
  void theFirstStepGoesDownTheGradientByTheLearningRate() {
    adam().descend(new double[] {4, -0.25, 0}, PLAIN, i -> true);
    assertThat(values[0]).isCloseTo(0.9, within(1e-7));
    assertThat(values[1]).isCloseTo(-0.9, within(1e-7));
    assertThat(values[2]).isZero();
  }

  @Test
  void theSecondStepIsThatOfThePaperByHand() {
    var adam = adam();
    adam.descend(new double[] {1, 0, 0}, PLAIN, i -> true);
    adam.descend(new double[] {3, 0, 0}, PLAIN, i -> true);
    // m = 0.9 · 0.1 + 0.1 · 3, v = 0.999 · 0.001 + 0.001 · 9.
    assertThat(first[0]).isCloseTo(0.39, within(1e-12));
    assertThat(second[0]).isCloseTo(0.009999, within(1e-12));
    var step = 0.1 * (0.39 / 0.19) / (Math.sqrt(0.009999 / 0.001999) + 1e-8);
    assertThat(values[0]).isCloseTo(0.9 - step, within(1e-8));
    assertThat(adam.updates()).isEqualTo(2);
  }

  @Test
  void aStoredStateGoesOnWhereItWas() {
    var whole = adam();
    whole.descend(new double[] {1, 2, 3}, PLAIN, i -> true);
    var stored = values.clone();
    var resumed = new Adam(stored, first.clone(), second.clone(), 1, Precision.DOUBLE);
    whole.descend(new double[] {-2, 5, 0.5}, PLAIN, i -> true);
    resumed.descend(new double[] {-2, 5, 0.5}, PLAIN, i -> true);
    assertThat(stored).isEqualTo(values);
  }

  @Test
  void theDecayPullsTowardsZeroWithoutAGradient() {
    adam().descend(new double[3], new AdamSettings(0.1, 0.9, 0.999, 0.5, 0), i -> true);
    assertThat(values).containsExactly(new double[] {0.9, -0.9, 0}, within(1e-6));
    assertThat(first).containsExactly(new double[] {0.05, -0.05, 0}, within(1e-12));
  }

  @Test
  void aGradientLongerThanTheLimitIsScaledToItBeforeTheDecay() {
    adam().descend(new double[] {3, 4, 0}, new AdamSettings(0.1, 0.9, 0.999, 1, 0.5), i -> true);
    // 0.5 of the norm 5, plus the decay of 1.
    assertThat(first[0]).isCloseTo(0.1 * (0.3 + 1), within(1e-6));
    assertThat(first[1]).isCloseTo(0.1 * (0.4 - 1), within(1e-6));
  }

  @Test
  void aShorterGradientIsNotScaled() {
    adam().descend(new double[] {3, 4, 0}, new AdamSettings(0.1, 0.9, 0.999, 0, 6), i -> true);
    assertThat(first).containsExactly(new double[] {0.3, 0.4, 0}, within(1e-12));
  }

  @Test
  void inactiveParametersKeepValueAndMomentsAndDoNotCountInTheNorm() {
    var settings = new AdamSettings(0.1, 0.9, 0.999, 0, 1);
    adam().descend(new double[] {1, 1e6, 0}, settings, i -> i == 0);
    assertThat(values[1]).isEqualTo(-1);
    assertThat(first[1]).isZero();
    assertThat(second[1]).isZero();
    assertThat(first[0]).isCloseTo(0.1, within(1e-6));
  }

  @Test
  void inSinglePrecisionWhatIsStoredInFloatIsAllThereIs() {
    var single = new Adam(values, first, second, 0, Precision.SINGLE);
    single.descend(new double[] {0.1, 0.2, 0.3}, PLAIN, i -> true);
    for (var numbers : new double[][] {values, first, second}) {
      for (var number : numbers) {
        assertThat((double) (float) number).isEqualTo(number);
      }
    }
    var exact = new double[] {1, -1, 0};
    var wide = new Adam(exact, new double[3], new double[3], 0, Precision.DOUBLE);
    wide.descend(new double[] {0.1, 0.2, 0.3}, PLAIN, i -> true);
    assertThat(exact).isNotEqualTo(values).containsExactly(values, within(1e-6));
  }

  @Test
  void momentsOfAnotherLengthAreRefusedWithTheThreeLengths() {
    assertThatThrownBy(() -> new Adam(values, new double[2], new double[3], 0, Precision.DOUBLE))
        .hasMessageContainingAll("3", "2");
    assertThatThrownBy(() -> new Adam(values, new double[3], new double[4], 0, Precision.DOUBLE))
        .hasMessageContainingAll("3", "4");
  }

  @Test
  void settingsOutOfRangeAreNamedWithRangeAndValue() {
    assertThatThrownBy(() -> new AdamSettings(0, 0.9, 0.999, 0, 0))
        .hasMessageContainingAll("learningRate", "above 0", "0.0");
    assertThatThrownBy(() -> new AdamSettings(0.1, 1, 0.999, 0, 0))
        .hasMessageContainingAll("firstDecay", "[0, 1)", "1.0");
    assertThatThrownBy(() -> new AdamSettings(0.1, -0.1, 0.999, 0, 0))
        .hasMessageContainingAll("firstDecay", "-0.1");
    assertThatThrownBy(() -> new AdamSettings(0.1, 0, 1, 0, 0))
        .hasMessageContainingAll("secondDecay", "[0, 1)", "1.0");
    assertThatThrownBy(() -> new AdamSettings(0.1, 0, -1, 0, 0))
        .hasMessageContainingAll("secondDecay", "-1.0");
    assertThatThrownBy(() -> new AdamSettings(0.1, 0, 0, -1, 0))
        .hasMessageContainingAll("weightDecay", "at least 0", "-1.0");
    assertThatThrownBy(() -> new AdamSettings(0.1, 0, 0, 0, -1))
        .hasMessageContainingAll("clipNorm", "at least 0", "-1.0");
  }

  private Adam adam() {
    return new Adam(values, first, second, 0, Precision.DOUBLE);
  }
}
