package org.espalier.models.numbers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class OptionIndexTest {

  private final OptionIndex index = OptionIndex.of(2, 1, 3);

  @Test
  void optionsLieDecisionByDecision() {
    assertThat(index.decisions()).isEqualTo(3);
    assertThat(index.size()).isEqualTo(6);
    assertThat(index.options(0)).isEqualTo(2);
    assertThat(index.options(1)).isEqualTo(1);
    assertThat(index.options(2)).isEqualTo(3);
    assertThat(index.start(2)).isEqualTo(3);
    assertThat(index.end(2)).isEqualTo(6);
    assertThat(index.at(2, 1)).isEqualTo(4);
  }

  @Test
  void everyPositionLeadsBackToItsDecisionAndOption() {
    for (var decision = 0; decision < index.decisions(); decision++) {
      for (var option = 0; option < index.options(decision); option++) {
        var position = index.at(decision, option);
        assertThat(index.decision(position)).isEqualTo(decision);
        assertThat(index.option(position)).isEqualTo(option);
      }
    }
  }

  @Test
  void whatLiesOutsideIsRefused() {
    assertThatThrownBy(() -> index.at(1, 1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> index.start(3)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> index.end(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> index.decision(6)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void aDecisionWithoutOptionsIsRefusedByItsNumber() {
    assertThatThrownBy(() -> OptionIndex.of(2, 0))
        .hasMessageContainingAll("decision 1", "at least 1", "0");
  }

  @Test
  void equalNumbersOfOptionsMakeEqualIndices() {
    assertThat(OptionIndex.of(2, 1, 3)).isEqualTo(index).hasSameHashCodeAs(index);
    assertThat(OptionIndex.of(2, 3, 1)).isNotEqualTo(index);
    assertThat(OptionIndex.of(2, 3, 1).hashCode()).isNotEqualTo(index.hashCode());
    assertThat(index.toString()).contains("0", "2", "3", "6");
  }
}
