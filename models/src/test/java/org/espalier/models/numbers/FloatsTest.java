package org.espalier.models.numbers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class FloatsTest {

  @Test
  void valuesGoFromOnePrecisionToTheOther() {
    assertThat(Floats.of(new double[] {0.1, -2})).containsExactly(0.1f, -2f);
    assertThat(Floats.of(List.of(0.1, -2.0))).containsExactly(0.1f, -2f);
    assertThat(Floats.doubles(new float[] {0.5f, -2})).containsExactly(0.5, -2);
    assertThat(Floats.doubles(List.of(0.1, -2.0))).containsExactly(0.1, -2);
    assertThat(Floats.list(new double[] {0.1, -2})).containsExactly(0.1, -2.0);
  }

  @Test
  void oneThatIsNotFiniteMakesThemAllNot() {
    assertThat(Floats.areFinite(new float[] {1, Float.MAX_VALUE, -1})).isTrue();
    assertThat(Floats.areFinite(new float[] {})).isTrue();
    assertThat(Floats.areFinite(new float[] {1, Float.NaN})).isFalse();
    assertThat(Floats.areFinite(new float[] {Float.NEGATIVE_INFINITY, 1})).isFalse();
  }
}
