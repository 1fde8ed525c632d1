package org.espalier.dataprep.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ClassNamesTest {

  @TempDir private Path folder;

  @Test
  void namesKeepTheirOrder() throws IOException {
    assertThat(ClassNames.parse("owl,ant,bee", false).names()).containsExactly("owl", "ant", "bee");
    var file = folder.resolve("classes.txt");
    Files.writeString(file, "\uFEFFowl\tStrix aluco\r\nant\r\na,b\r\n\r\n");
    var names = ClassNames.parse(file.toString(), false);
    assertThat(names.names()).containsExactly("owl", "ant", "a,b");
    assertThat(names.describe()).isEqualTo("owl,ant,a,b");
    assertThat(ClassNames.parse("", false)).isEqualTo(ClassNames.ALL);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ant,,bee|name 2: '': it is empty",
        "ant,bee,ant|has ant as names 1 and 3",
        "ant,b/c|name 2: 'b/c'",
        "..|name 1: '..'"
      })
  void namesThatCannotBeAreRefused(String text, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ClassNames.parse(text, false))
        .withMessageContaining("--classes")
        .withMessageContaining(message);
  }

  @Test
  void whatIsMissingIsSaid() throws IOException {
    var empty = Files.writeString(folder.resolve("empty"), "\n\n").toString();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ClassNames.parse(empty, false))
        .withMessageContaining("is an empty file");
    var hole = Files.writeString(folder.resolve("hole"), "a\n\nb\n").toString();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ClassNames.parse(hole, false))
        .withMessageContaining("name 2: '': it is empty");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ClassNames.parse("", true))
        .withMessageContaining("--skip-other-classes needs --classes");
  }
}
