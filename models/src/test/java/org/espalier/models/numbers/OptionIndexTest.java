package org.espalier.models.numbers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class OptionIndexTest {

  private static final OptionIndex INDEX = OptionIndex.of(2, 3, 1);

  @Test
  void everyOptionOfEveryDecisionHasAPositionOfItsOwnInOrder() {
    var position = 0;
    for (var decision = 0; decision < INDEX.decisions(); decision++) {
      for (var option = 0; option < INDEX.options(decision); option++) {
        assertThat(INDEX.at(decision, option)).isEqualTo(position);
        assertThat(INDEX.decision(position)).isEqualTo(decision);
        assertThat(INDEX.option(position)).isEqualTo(option);
        position++;
      }
    }
    assertThat(INDEX.size()).isEqualTo(position).isEqualTo(6);
  }

  @Test
  void theOptionsOfADecisionLieSideBySide() {
    assertThat(INDEX.start(1)).isEqualTo(2);
    assertThat(INDEX.end(1)).isEqualTo(5);
    assertThat(INDEX.options(1)).isEqualTo(3);
  }

  @Test
  void whatADecisionDoesNotHaveHasNoPosition() {
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> INDEX.at(0, 2));
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> INDEX.at(3, 0));
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> INDEX.decision(6));
  }

  @Test
  void aDecisionWithoutOptionsIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OptionIndex.of(2, 0))
        .withMessageContaining("decision 1")
        .withMessageContaining("at least 1");
  }

  @Test
  void indicesOfTheSameNumbersAreEqual() {
    assertThat(OptionIndex.of(2, 3, 1)).isEqualTo(INDEX).hasSameHashCodeAs(INDEX);
    assertThat(OptionIndex.of(3, 2, 1)).isNotEqualTo(INDEX);
  }
}
