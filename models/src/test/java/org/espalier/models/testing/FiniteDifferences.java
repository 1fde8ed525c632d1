package org.espalier.models.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/** Compares a gradient with central differences along random directions. */
public final class FiniteDifferences {
  private static final int DIRECTIONS = 4;

  private FiniteDifferences() {}

  /**
   * Asserts that the slope along each direction agrees within a fraction of the gradient's length.
   *
   * @param step length of the differences along a direction of values ±1
   * @param tolerance fraction of the gradient's length
   */
  public static void assertAgree(
      String name,
      float[] at,
      float[] gradient,
      double step,
      double tolerance,
      ToDoubleFunction<float[]> loss) {
    var random = new SplittableRandom(name.hashCode());
    double norm = 0;
    for (float g : gradient) {
      norm += (double) g * g;
    }
    norm = Math.sqrt(norm);
    assertThat(norm).as(name + ": length of the gradient").isPositive();
    for (int i = 0; i < DIRECTIONS; i++) {
      var up = at.clone();
      var down = at.clone();
      double slope = 0;
      for (int k = 0; k < at.length; k++) {
        // Stepping by the gradient's own sign keeps the slope far from zero.
        int sign =
            random.nextInt(3) == 0 ? (random.nextBoolean() ? 1 : -1) : gradient[k] < 0 ? -1 : 1;
        up[k] += (float) (sign * step);
        down[k] -= (float) (sign * step);
        slope += (double) sign * gradient[k];
      }
      double difference = (loss.applyAsDouble(up) - loss.applyAsDouble(down)) / (2 * step);
      assertThat(difference).as(name).isCloseTo(slope, within(tolerance * Math.abs(slope)));
    }
  }
}
