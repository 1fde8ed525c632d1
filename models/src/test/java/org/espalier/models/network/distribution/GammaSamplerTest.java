package org.espalier.models.network.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class GammaSamplerTest {

  private static final int DRAWS = 100_000;

  @Test
  void meanVarianceAndMeanSlopeAreThoseOfTheDistribution() {
    for (var concentration : new float[] {0.2f, 1f, 3.5f}) {
      var concentrations = new float[DRAWS];
      Arrays.fill(concentrations, concentration);
      var drawn = GammaSampler.get().draw(concentrations, 5);
      // Mean α, variance α; the mean grows by 1 with α. Six standard errors: fails once in 1e8.
      var error = 6 / Math.sqrt(DRAWS);
      assertThat(mean(drawn.values()))
          .isCloseTo(concentration, within(error * Math.sqrt(concentration)));
      assertThat(mean(drawn.derivatives()))
          .isCloseTo(1, within(error * spread(drawn.derivatives())));
    }
  }

  @Test
  void theSeedAloneDecidesTheNumbers() {
    var concentrations = new float[] {0.5f, 1f, 2f};
    var once = GammaSampler.get().draw(concentrations, -7);
    assertThat(GammaSampler.get().draw(concentrations, -7).values()).isEqualTo(once.values());
    assertThat(GammaSampler.get().draw(concentrations, 7).values()).isNotEqualTo(once.values());
  }

  @Test
  void tinyConcentrationsGiveFiniteNumbers() {
    var concentrations = new float[1000];
    Arrays.fill(concentrations, 1e-3f);
    var drawn = GammaSampler.get().draw(concentrations, 1);
    for (var i = 0; i < concentrations.length; i++) {
      assertThat(drawn.values()[i]).isGreaterThanOrEqualTo(1e-30f).isFinite();
      assertThat(drawn.derivatives()[i]).isFinite();
    }
  }

  private static double mean(float[] values) {
    var sum = 0.0;
    for (var value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static double spread(float[] values) {
    var mean = mean(values);
    var sum = 0.0;
    for (var value : values) {
      sum += (value - mean) * (value - mean);
    }
    return Math.sqrt(sum / values.length);
  }
}
