package org.espalier.runners.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {

  @Test
  void numbersStandRightAndTextLeft() {
    var table =
        new TextTable()
            .number("round", List.of("1", "10"))
            .text("task", List.of("TRAIN", "SCORE"))
            .number("best", List.of("", "9.5 %"));
    assertThat(table.lines().lines())
        .containsExactly("round  task    best", "    1  TRAIN", "   10  SCORE  9.5 %");
  }

  @Test
  void aColumnWithoutANumberIsLeftOut() {
    var table =
        new TextTable()
            .number("round", List.of("0"))
            .numberIfAny("failed", List.of("0"))
            .numberIfAny("best", List.of(""));
    assertThat(table.lines().lines()).containsExactly("round", "    0");
  }

  @Test
  void noLineIsWiderThanATerminalAndWhatFindsNoRoomIsNamed() {
    var table = new TextTable().number("round", List.of("0"));
    for (var i = 0; i < 20; i++) {
      table.number("a_long_name_" + i, List.of("0.1234"));
    }
    table.text("architecture", List.of("x".repeat(300)));
    assertThat(table.lines().lines())
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(TextTable.WIDTH * 4));
    assertThat(table.lines().lines().limit(2))
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(TextTable.WIDTH));
    assertThat(table.lines()).contains("no room for", "a_long_name_19", "--csv");
  }

  @Test
  void aTextThatIsTooWideIsCut() {
    var table =
        new TextTable().number("round", List.of("0")).text("what", List.of("x".repeat(300)));
    assertThat(table.lines().lines().skip(1)).containsExactly("    0  " + "x".repeat(92) + "…");
  }

  @Test
  void aLongTextIsBrokenBetweenItsParts() {
    var genotype = "|op~0|+".repeat(40);
    var lines = TextTable.wrapped(genotype).lines().toList();
    assertThat(lines).hasSizeGreaterThan(2);
    assertThat(lines)
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100).endsWith("+"));
    assertThat(String.join("", lines).replace(" ", "")).isEqualTo(genotype);
    assertThat(TextTable.wrapped("y".repeat(250)).lines()).hasSize(3);
  }
}
