package org.espalier.models.numbers;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class SettingsTest {

  @Test
  void theEndsOfARangeAreWithinIt() {
    assertThatCode(
            () -> {
              Settings.atLeast("rounds", 1, 1);
              Settings.between("share", 0, 0, 1);
              Settings.between("share", 1, 0, 1);
              Settings.positive("rate", Double.MIN_VALUE);
              Settings.check(true, "rate", "right", 1);
            })
        .doesNotThrowAnyException();
  }

  @Test
  void whatLiesOutsideIsNamedWithSettingRangeAndValue() {
    assertThatThrownBy(() -> Settings.atLeast("rounds", 0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("rounds", "at least 1", "was 0");
    assertThatThrownBy(() -> Settings.between("share", 1.5, 0, 1))
        .hasMessageContainingAll("share", "[0.0, 1.0]", "was 1.5");
    assertThatThrownBy(() -> Settings.between("share", -0.5, 0, 1))
        .hasMessageContainingAll("share", "was -0.5");
    assertThatThrownBy(() -> Settings.positive("rate", 0))
        .hasMessageContainingAll("rate", "above 0", "was 0.0");
    assertThatThrownBy(() -> Settings.positive("rate", Double.POSITIVE_INFINITY))
        .hasMessageContainingAll("rate", "Infinity");
    assertThatThrownBy(() -> Settings.check(false, "rate", "finite", Double.NaN))
        .hasMessageContainingAll("rate", "finite", "NaN");
  }
}
