package org.espalier.models.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SoakTest {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final int BLOCKS = 4;
  private static final int CYCLES = 200;
  private static final long KILOBYTES_ALLOWED = 16 * 1024;

  @TempDir static Path folder;

  @Test
  void memoryStaysFlatOverManyLoadsRunsAndCloses() throws IOException {
    assumeTrue(Files.exists(STATUS), "needs /proc/self/status to read the memory of the process");
    var program = ProgramStore.at(folder).export(new LineFit());
    for (int i = 0; i < CYCLES / 2; i++) {
      cycle(program);
    }
    // A leak grows in every block, the heap of this process in some.
    long least = Long.MAX_VALUE;
    for (int block = 0; block < BLOCKS && least >= KILOBYTES_ALLOWED; block++) {
      long before = residentKilobytes();
      for (int i = 0; i < CYCLES; i++) {
        cycle(program);
      }
      least = Math.min(least, residentKilobytes() - before);
    }
    // A leaked session or graph of even this tiny program is above 100 kB.
    assertThat(least).isLessThan(KILOBYTES_ALLOWED);
  }

  private static void cycle(Program program) {
    try (var loaded = LoadedProgram.load(program, LoadOptions.defaults())) {
      var inputs =
          Map.of(
              "line", HostArray.vector(0f, 0f),
              "x", HostArray.vector(1f, 2f),
              "y", HostArray.vector(1f, 3f));
      assertThat(loaded.run("loss", inputs).get("loss").scalarFloat()).isEqualTo(5f);
    }
  }

  private static long residentKilobytes() throws IOException {
    System.gc();
    return Files.readAllLines(STATUS).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }
}
