package org.espalier.models.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.espalier.models.network.NamedSchedule.Rise;
import org.espalier.models.network.NamedSchedule.Shape;
import org.junit.jupiter.api.Test;

final class NamedScheduleTest {

  private static NamedSchedule of(
      Shape shape, Rise rise, double base, long unit, long units, long warmUp, double start) {
    return new NamedSchedule(
        shape, rise, base, 0, unit, units, warmUp, start, shape == Shape.LINEAR ? 5 : 0);
  }

  @Test
  void aCosineWithoutARiseIsThatOfEarlierVersions() {
    var named = of(Shape.COSINE, Rise.NONE, 0.1, 1, 100, 0, 0);
    var plain = new CosineSchedule(0.1, 0, 100);
    for (int step = 0; step < 120; step += 7) {
      assertThat(named.rate(step)).isCloseTo(plain.rate(step), within(1e-8f));
    }
  }

  @Test
  void aScaledRiseIsThatOfEarlierVersions() {
    var named = of(Shape.COSINE, Rise.SCALED, 0.1, 1, 100, 4, 0);
    var plain = new CosineSchedule(0.1, 0, 100, 4);
    for (int step = 0; step < 8; step++) {
      assertThat(named.rate(step)).isCloseTo(plain.rate(step), within(1e-8f));
    }
  }

  @Test
  void aRatePerEpochStaysTheSameWithinAnEpoch() {
    var schedule = of(Shape.COSINE, Rise.NONE, 0.025, 50, 600, 0, 0);
    assertThat(schedule.rate(49)).isEqualTo(schedule.rate(0)).isEqualTo(0.025f);
    assertThat(schedule.rate(50)).isLessThan(0.025f).isEqualTo(schedule.rate(99));
    assertThat(schedule.rate(300 * 50)).isCloseTo(0.0125f, within(1e-8f));
    assertThat(schedule.rate(600 * 50)).isEqualTo(0);
  }

  /** DSNAS searches for 80 epochs of 240 and goes on from the rate of that moment. */
  @Test
  void aCosineThatBeginsAfterTheRiseIsDsnasSchedule() {
    var schedule = of(Shape.COSINE, Rise.BEFORE, 0.5, 1, 240 * 10, 5 * 10, 1e-4);
    assertThat(schedule.rate(0)).isEqualTo(1e-4f);
    assertThat(schedule.rate(25)).isCloseTo(0.25005f, within(1e-6f));
    assertThat(schedule.rate(50)).isEqualTo(0.5f);
    assertThat(schedule.rate(800)).isCloseTo(0.3845f, within(1e-4f));
    var scaled = of(Shape.COSINE, Rise.SCALED, 0.5, 1, 240 * 10, 5 * 10, 0);
    assertThat(scaled.rate(800)).isCloseTo(0.375f, within(1e-4f));
  }

  /** 250 epochs of DrNAS on ImageNet, the formulas of its code. */
  @Test
  void aLineFallsMoreSlowlyInItsTailAndARiseTakesItsPlace() {
    var schedule = of(Shape.LINEAR, Rise.INSTEAD, 0.5, 7, 250, 5, 0);
    assertThat(schedule.rate(0)).isEqualTo(0.1f);
    assertThat(schedule.rate(4 * 7)).isEqualTo(0.5f);
    assertThat(schedule.rate(5 * 7)).isCloseTo(0.5f * (245 - 5) / 245, within(1e-7f));
    assertThat(schedule.rate(244 * 7)).isCloseTo(0.5f * 1 / 245, within(1e-7f));
    assertThat(schedule.rate(245 * 7)).isCloseTo(0.5f * 5 / (245 * 5), within(1e-7f));
    assertThat(schedule.rate(249 * 7)).isCloseTo(0.5f * 1 / (245 * 5), within(1e-7f));
  }

  @Test
  void whatIsLongerThanTheTrainingIsRefused() {
    assertThatThrownBy(() -> of(Shape.COSINE, Rise.BEFORE, 0.5, 1, 5, 5, 0))
        .hasMessageContainingAll("warmUp", "[0, 5)", "was 5");
    assertThatThrownBy(() -> of(Shape.LINEAR, Rise.NONE, 0.5, 1, 5, 0, 0))
        .hasMessageContainingAll("tail", "[0, 5)", "was 5");
    assertThatThrownBy(() -> of(Shape.LINEAR, Rise.BEFORE, 0.5, 1, 10, 5, 0))
        .hasMessageContainingAll("tail", "[0, 5)", "was 5");
    assertThatThrownBy(() -> of(Shape.COSINE, Rise.NONE, 0.5, 1, 5, 2, 0))
        .hasMessageContainingAll("warmUp", "was 2");
    assertThatThrownBy(() -> Shape.named("steps"))
        .hasMessage("shape must be one of cosine, linear, was steps");
  }
}
