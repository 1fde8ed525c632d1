package org.espalier.models.numbers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class AdamTest {

  private static final AdamSettings PLAIN = AdamSettings.standard(0.1);

  private final double[] values = {1, -2, 3};
  private final double[] first = new double[3];
  private final double[] second = new double[3];

  private Adam adam(Adam.Precision precision) {
    return new Adam(values, first, second, 0, precision);
  }

  @Test
  void theFirstStepIsTheLearningRateAgainstTheSignOfTheGradient() {
    // m/(1-β1) = g and v/(1-β2) = g², so the step is the rate times g/(|g| + ε).
    adam(Adam.Precision.DOUBLE).descend(new double[] {5, -0.01, 0}, PLAIN, i -> true);
    assertThat(values[0]).isCloseTo(0.9, within(1e-8));
    assertThat(values[1]).isCloseTo(-1.9, within(1e-6));
    assertThat(values[2]).isEqualTo(3);
  }

  @Test
  void theSecondStepFollowsThePaper() {
    var adam = adam(Adam.Precision.DOUBLE);
    adam.descend(new double[] {1, 0, 0}, PLAIN, i -> true);
    adam.descend(new double[] {3, 0, 0}, PLAIN, i -> true);
    var mean = (0.9 * 0.1 * 1 + 0.1 * 3) / (1 - 0.9 * 0.9);
    var square = (0.999 * 0.001 * 1 + 0.001 * 9) / (1 - 0.999 * 0.999);
    assertThat(values[0]).isCloseTo(0.9 - 0.1 * mean / (Math.sqrt(square) + 1e-8), within(1e-8));
    assertThat(adam.updates()).isEqualTo(2);
  }

  @Test
  void itFindsTheMinimumOfAQuadratic() {
    var adam = adam(Adam.Precision.DOUBLE);
    for (var step = 0; step < 2000; step++) {
      adam.descend(
          new double[] {values[0] - 4, values[1] + 1, values[2]},
          AdamSettings.standard(0.02),
          i -> true);
    }
    assertThat(values[0]).isCloseTo(4, within(1e-2));
    assertThat(values[1]).isCloseTo(-1, within(1e-2));
    assertThat(values[2]).isCloseTo(0, within(1e-2));
  }

  @Test
  void whatIsNotActiveKeepsValueAndMoments() {
    adam(Adam.Precision.DOUBLE).descend(new double[] {1, 1, 1}, PLAIN, i -> i != 1);
    assertThat(values[1]).isEqualTo(-2);
    assertThat(first[1]).isZero();
    assertThat(second[1]).isZero();
    assertThat(first[0]).isCloseTo(0.1, within(1e-12));
    assertThat(second[0]).isCloseTo(0.001, within(1e-12));
  }

  @Test
  void theDecayIsAddedToTheGradient() {
    var decay = new AdamSettings(0.1, 0.9, 0.999, 0.5, 0);
    adam(Adam.Precision.DOUBLE).descend(new double[] {0, 1, 0}, decay, i -> true);
    // The gradient is 0.5 · value: + 0.5, 1 - 1 = 0, + 1.5.
    assertThat(first).containsExactly(new double[] {0.05, 0, 0.15}, within(1e-12));
  }

  @Test
  void aLongGradientIsShortenedToTheClippingNormOfItsActivePart() {
    var clipped = new AdamSettings(0.1, 0.9, 0.999, 0, 1);
    adam(Adam.Precision.DOUBLE).descend(new double[] {3, 100, 4}, clipped, i -> i != 1);
    assertThat(first[0]).isCloseTo(0.1 * 3 / 5, within(1e-6));
    assertThat(first[2]).isCloseTo(0.1 * 4 / 5, within(1e-6));
  }

  @Test
  void aShortGradientIsNotLengthenedByClipping() {
    var clipped = new AdamSettings(0.1, 0.9, 0.999, 0, 10);
    adam(Adam.Precision.DOUBLE).descend(new double[] {3, 0, 4}, clipped, i -> true);
    assertThat(first[0]).isCloseTo(0.3, within(1e-12));
  }

  @Test
  void inSinglePrecisionEverythingIsAFloat() {
    adam(Adam.Precision.SINGLE).descend(new double[] {0.1, 0.2, 0.3}, PLAIN, i -> true);
    for (var array : new double[][] {values, first, second}) {
      for (var value : array) {
        assertThat(value).isEqualTo((float) value);
      }
    }
  }

  @Test
  void momentsOfAnotherLengthAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Adam(values, new double[2], second, 0, Adam.Precision.DOUBLE))
        .withMessageContaining("3 parameters")
        .withMessageContaining("2");
  }
}
