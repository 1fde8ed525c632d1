package org.espalier.models.numbers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class OptionRowsTest {

  private final OptionRows ragged = new OptionRows(OptionIndex.of(2, 3, 1));

  @Test
  void shortRowsEndInZeros() {
    assertThat(ragged.width()).isEqualTo(3);
    assertThat(ragged.of(new float[] {1, 2, 3, 4, 5, 6}))
        .containsExactly(1, 2, 0, 3, 4, 5, 6, 0, 0);
  }

  @Test
  void theFlatArrayComesBackAndWhatFollowsTheRectangleFollowsIt() {
    assertThat(ragged.flat(new float[] {1, 2, 9, 3, 4, 5, 6, 9, 9, 7, 8}))
        .containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
  }

  @Test
  void equallyManyOptionsAreTheFlatArrayItself() {
    var rectangle = new OptionRows(OptionIndex.of(2, 2));
    assertThat(rectangle.isRectangle()).isTrue();
    assertThat(ragged.isRectangle()).isFalse();
    assertThat(rectangle.of(new float[] {1, 2, 3, 4})).containsExactly(1, 2, 3, 4);
    assertThat(rectangle.flat(new float[] {1, 2, 3, 4})).containsExactly(1, 2, 3, 4);
  }
}
