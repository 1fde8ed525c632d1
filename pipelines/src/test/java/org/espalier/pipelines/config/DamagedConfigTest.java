package org.espalier.pipelines.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Whatever is typed into a configuration, the answer is a message that names the file. */
class DamagedConfigTest {

  private static final int MUTATIONS = 4_000;
  private static final List<String> ODD =
      List.of(
          "",
          " ",
          "\t",
          ":",
          "- ",
          "{",
          "}",
          "[",
          "]",
          "\"",
          "'",
          "#",
          "&a ",
          "*a",
          "!!int ",
          "|",
          ">",
          "%",
          "@",
          "---\n",
          "...\n",
          "? ",
          "<<: ",
          "null",
          "~",
          "1e400",
          "-0",
          ".nan",
          "0x1",
          "99999999999999999999",
          "true",
          "unlimited",
          "\u0000",
          "\uFEFF",
          "ä",
          "\uD83C\uDF33");

  @Test
  void everyMutationLoadsOrIsRefusedByName() throws IOException {
    var random = new SplittableRandom(20);
    var refused = 0;
    for (var name : List.of("quickstart", "drnas-nb201-cifar10", "dsm-nas-plus-nb201-table")) {
      var text = Files.readString(Path.of("../configs/" + name + ".yaml"));
      for (var i = 0; i < MUTATIONS / 3; i++) {
        refused += isRefused(mutated(text, random)) ? 1 : 0;
      }
    }
    // Some hit comments, or change a value into another that is in range.
    assertThat(refused).isBetween(MUTATIONS / 3, MUTATIONS);
  }

  private static boolean isRefused(String text) {
    try {
      ConfigFile.parse("mutated.yaml", text, List.of()).search();
      return false;
    } catch (IllegalArgumentException refused) {
      assertThat(refused).hasMessageStartingWith("mutated.yaml");
      return true;
    } catch (RuntimeException crash) {
      throw new AssertionError("not refused but crashed:\n" + text, crash);
    }
  }

  private static String mutated(String text, SplittableRandom random) {
    var lines = new ArrayList<>(text.lines().filter(line -> !line.startsWith("#")).toList());
    var at = random.nextInt(lines.size());
    var line = lines.get(at);
    var column = random.nextInt(line.length() + 1);
    var odd = ODD.get(random.nextInt(ODD.size()));
    switch (random.nextInt(6)) {
      case 0 -> lines.remove(at);
      case 1 -> lines.add(at, lines.get(random.nextInt(lines.size())));
      case 2 -> lines.set(at, line.substring(0, column) + odd + line.substring(column));
      case 3 -> lines.set(at, line.replaceFirst(":.*", ": ") + odd);
      case 4 -> lines.set(at, " ".repeat(random.nextInt(5)) + line.stripLeading());
      default -> lines.set(at, line.substring(0, column));
    }
    return String.join("\n", lines) + '\n';
  }
}
