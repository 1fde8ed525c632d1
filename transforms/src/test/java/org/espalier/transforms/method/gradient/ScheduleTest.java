package org.espalier.transforms.method.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Two epochs, then three, of ten steps each. */
final class ScheduleTest {

  private final Schedule schedule = new Schedule(10, List.of(2, 3));

  @Test
  void stepsFallIntoEpochsAndStages() {
    assertThat(schedule.steps()).isEqualTo(50);
    assertThat(schedule.epochs()).isEqualTo(5);
    assertThat(schedule.firstStep(0)).isZero();
    assertThat(schedule.firstStep(1)).isEqualTo(20);
    assertThat(schedule.firstStep(2)).isEqualTo(50);
    assertThat(schedule.stage(19)).isZero();
    assertThat(schedule.stage(20)).isEqualTo(1);
    assertThat(schedule.stage(49)).isEqualTo(1);
    assertThat(schedule.stage(50)).isEqualTo(2);
    assertThat(schedule.epoch(9)).isZero();
    assertThat(schedule.epoch(10)).isEqualTo(1);
    assertThat(schedule.epochInStage(19)).isEqualTo(1);
    assertThat(schedule.epochInStage(20)).isZero();
    assertThat(schedule.epochInStage(49)).isEqualTo(2);
  }

  @Test
  void whatIsOutOfRangeIsNamed() {
    assertThatThrownBy(() -> new Schedule(0, List.of(1)))
        .hasMessageContainingAll("stepsPerEpoch", "at least 1", "0");
    assertThatThrownBy(() -> new Schedule(1, List.of()))
        .hasMessageContainingAll("stages", "at least 1", "0");
    assertThatThrownBy(() -> new Schedule(1, List.of(3, 0)))
        .hasMessageContainingAll("epochs", "at least 1", "0");
  }
}
