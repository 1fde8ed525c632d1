package org.espalier.models.numbers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class OptionMaskTest {

  private final OptionIndex index = OptionIndex.of(2, 3);
  private final OptionMask mask = OptionMask.where(index, position -> position != 2);

  @Test
  void itSaysWhichOptionsExist() {
    assertThat(mask.index()).isEqualTo(index);
    assertThat(mask.has(1)).isTrue();
    assertThat(mask.has(2)).isFalse();
    assertThat(mask.has(1, 0)).isFalse();
    assertThat(mask.has(1, 1)).isTrue();
    assertThat(mask.count(0)).isEqualTo(2);
    assertThat(mask.count(1)).isEqualTo(2);
    assertThat(mask.floats()).containsExactly(1, 1, 0, 1, 1);
    assertThatThrownBy(() -> mask.has(5)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void theBestIsTheFirstOfTheLargestThatExist() {
    assertThat(mask.best(0, new double[] {1, 1, 9, 3, 4})).isZero();
    assertThat(mask.best(0, new double[] {1, 2, 9, 3, 4})).isEqualTo(1);
    assertThat(mask.best(1, new double[] {5, 5, 9, 3, 4})).isEqualTo(2);
    assertThat(mask.best(1, new double[] {5, 5, 9, 4, 4})).isEqualTo(1);
    assertThat(mask.best(1, new double[] {0, 0, 0, -4, -5})).isEqualTo(1);
  }

  @Test
  void flagsOfRecordsGiveItBack() {
    assertThat(mask.toList()).containsExactly(true, true, false, true, true);
    assertThat(OptionMask.of(index, mask.toList())).isEqualTo(mask).hasSameHashCodeAs(mask);
  }

  @Test
  void noFlagsStandForAllOptions() {
    assertThat(OptionMask.all(index).toList()).isEmpty();
    assertThat(OptionMask.of(index, List.of())).isEqualTo(OptionMask.all(index));
    assertThat(OptionMask.all(index)).isNotEqualTo(mask);
    assertThat(OptionMask.all(index).hashCode()).isNotEqualTo(mask.hashCode());
    assertThat(OptionMask.all(OptionIndex.of(3, 2))).isNotEqualTo(OptionMask.all(index));
  }

  @Test
  void flagsOfAnotherLengthAreRefusedWithBothLengths() {
    assertThatThrownBy(() -> OptionMask.of(index, List.of(true, true)))
        .hasMessageContainingAll("5", "2");
  }

  @Test
  void aDecisionThatKeepsNoOptionIsNamed() {
    assertThatThrownBy(() -> OptionMask.where(index, position -> position < 2))
        .hasMessageContainingAll("decision 1", "keep at least one");
  }

  @Test
  void itShowsThePositionsThatExist() {
    assertThat(mask.toString()).contains("0", "1", "3", "4").doesNotContain("2");
  }
}
