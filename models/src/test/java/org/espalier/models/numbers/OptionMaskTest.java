package org.espalier.models.numbers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class OptionMaskTest {

  private static final OptionIndex INDEX = OptionIndex.of(2, 3);
  private static final OptionMask MASK =
      OptionMask.of(INDEX, List.of(true, false, true, false, true));

  @Test
  void flagsSayWhichOptionsExist() {
    assertThat(MASK.has(0, 0)).isTrue();
    assertThat(MASK.has(0, 1)).isFalse();
    assertThat(MASK.has(4)).isTrue();
    assertThat(MASK.count(0)).isEqualTo(1);
    assertThat(MASK.count(1)).isEqualTo(2);
    assertThat(MASK.floats()).containsExactly(1, 0, 1, 0, 1);
  }

  @Test
  void flagsComeBackAndAllOptionsAreTheEmptyList() {
    assertThat(MASK.toList()).containsExactly(true, false, true, false, true);
    assertThat(OptionMask.all(INDEX).toList()).isEmpty();
    assertThat(OptionMask.of(INDEX, List.of())).isEqualTo(OptionMask.all(INDEX));
    assertThat(OptionMask.of(INDEX, MASK.toList())).isEqualTo(MASK).hasSameHashCodeAs(MASK);
  }

  @Test
  void theBestOptionIsTheFirstOfTheLargestThatExist() {
    assertThat(MASK.best(1, new double[] {0, 9, 1, 9, 1})).isEqualTo(0);
    assertThat(MASK.best(1, new double[] {0, 9, 1, 9, 2})).isEqualTo(2);
    assertThat(MASK.best(0, new double[] {0, 9, 1, 9, 1})).isEqualTo(0);
  }

  @Test
  void aDecisionKeepsAtLeastOneOption() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OptionMask.of(INDEX, List.of(true, true, false, false, false)))
        .withMessageContaining("decision 1");
  }

  @Test
  void flagsOfAnotherSpaceAreRefusedByTheirNumber() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OptionMask.of(INDEX, List.of(true, true)))
        .withMessageContaining("5")
        .withMessageContaining("2");
  }
}
