package org.espalier.pipelines.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What YAML allows and a configuration does not. */
class YamlReaderTest {

  @TempDir Path temporary;

  @Test
  void aKeyThatIsThereTwiceIsRefusedWithBothLines() {
    assertThatThrownBy(() -> read("seed: 0\nname: a\nseed: 7\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("f.yaml")
        .hasMessageContaining("'seed'")
        .hasMessageContaining("line 1")
        .hasMessageContaining("line 3");
    assertThatThrownBy(() -> read("a:\n  b: 1\n  \"b\": 1\n"))
        .hasMessageContaining("'b'")
        .hasMessageContaining("line 2")
        .hasMessageContaining("line 3");
    assertThatThrownBy(() -> read("a: {b: 1, b: 2}\n")).hasMessageContaining("'b'");
  }

  @Test
  void theSameKeyInTwoSectionsIsNoDuplicate() {
    assertThat(read("a: {b: 1}\nc: {b: 2}\n").shown()).isEqualTo("{a: {b: 1}, c: {b: 2}}");
  }

  @Test
  void aSecondDocumentIsRefusedWithItsLine() {
    assertThatThrownBy(() -> read("a: 1\n---\nb: 2\n"))
        .hasMessageContaining("second document")
        .hasMessageContaining("line 2");
    assertThat(read("---\na: 1\n...\n").shown()).isEqualTo("{a: 1}");
  }

  @Test
  void aliasesAreRefusedHoweverFewTheyAre() {
    var bomb = new StringBuilder("a0: &a0 [x, x]\n");
    for (var i = 1; i < 40; i++) {
      bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
    }
    assertThatThrownBy(() -> read(bomb.toString()))
        .hasMessageContaining("*a0")
        .hasMessageContaining("line 2");
    assertThatThrownBy(() -> read("a: &a {b: *a}\n")).hasMessageContaining("*a");
  }

  @Test
  void tagsKeysThatAreNoNamesAndEndlessLevelsAreRefused() {
    assertThatThrownBy(() -> read("a: !!java.net.URL [x]\n")).hasMessageContaining("line 1");
    assertThatThrownBy(() -> read("a: !point 3\n")).hasMessageContaining("!point");
    assertThatThrownBy(() -> read("? [a, b]\n: 1\n")).hasMessageContaining("key");
    assertThatThrownBy(() -> read("a: " + "[".repeat(100_000))).hasMessageContaining("levels");
  }

  @Test
  void whatIsNoYamlIsRefusedWithItsLine() {
    for (var text : List.of("a: [1\n", "a: 1\n b: 2\n", "a: \"x\n", "\u0000", "a: @x\n", "%")) {
      assertThatThrownBy(() -> read(text))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("f.yaml");
    }
  }

  @Test
  void aFileThatCannotBeAConfigurationIsRefusedUnread() throws IOException {
    var large = Files.writeString(temporary.resolve("large.yaml"), "a: 1\n".repeat(300_000));
    assertThatThrownBy(() -> ConfigFile.read(large, List.of()))
        .hasMessageContaining("large.yaml")
        .hasMessageContaining("1048576 bytes");
    var binary = Files.write(temporary.resolve("binary.yaml"), new byte[] {(byte) 0xff, 0, 1});
    assertThatThrownBy(() -> ConfigFile.read(binary, List.of())).hasMessageContaining("UTF-8");
    assertThatThrownBy(() -> ConfigFile.read(temporary, List.of())).hasMessageContaining("folder");
    var endless = Path.of("/dev/zero");
    if (Files.exists(endless)) {
      assertThatThrownBy(() -> ConfigFile.read(endless, List.of())).hasMessageContaining("bytes");
    }
  }

  @Test
  void theMarkThatSomeEditorsPutFirstIsPassedOver() throws IOException {
    var marked = Files.writeString(temporary.resolve("marked.yaml"), "\uFEFFnam: a\n");
    assertThatThrownBy(() -> ConfigFile.read(marked, List.of()).search())
        .hasMessageContaining("nam: unknown key, did you mean 'name'?");
  }

  private static ConfigNode read(String text) {
    return YamlReader.read("f.yaml", text);
  }
}
