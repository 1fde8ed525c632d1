package org.espalier.models.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NullMarked
class ProgramCollectorTest {

  private static final Instant NOW = Instant.parse("2026-01-10T00:00:00Z");
  private static final ProgramCollector COLLECTOR =
      new ProgramCollector(250, Duration.ofDays(1), Clock.fixed(NOW, ZoneOffset.UTC));

  @TempDir Path folder;

  private Path program(String name, int daysAgo) throws IOException {
    var program = Files.createDirectory(folder.resolve(name));
    var model = Files.write(program.resolve(Program.FILE), new byte[100]);
    Files.setLastModifiedTime(model, FileTime.from(NOW.minus(Duration.ofDays(daysAgo))));
    return program;
  }

  @Test
  void theLeastRecentlyUsedGoFirstUntilTheRestFits() throws IOException {
    var oldest = program("a", 9);
    var older = program("b", 8);
    var old = program("c", 7);
    var young = program("d", 6);
    COLLECTOR.collect(folder);
    assertThat(oldest).doesNotExist();
    assertThat(older).doesNotExist();
    assertThat(old).exists();
    assertThat(young).exists();
  }

  @Test
  void whatWasUsedTodayStaysWhateverRoomItTakes() throws IOException {
    for (var name : new String[] {"a", "b", "c", "d"}) {
      program(name, 0);
    }
    COLLECTOR.collect(folder);
    assertThat(folder).isDirectoryContaining(path -> path.endsWith("a"));
    assertThat(folder.toFile().list()).hasSize(4);
  }

  @Test
  void aUseCounts() throws IOException {
    var first = program("a", 9);
    var second = program("b", 8);
    program("c", 7);
    COLLECTOR.used(first);
    COLLECTOR.collect(folder);
    assertThat(first).exists();
    assertThat(second).doesNotExist();
  }

  @Test
  void otherFilesAreLeftAlone() throws IOException {
    Files.writeString(folder.resolve("notes"), "mine");
    Files.createDirectory(folder.resolve(".writing-1"));
    program("a", 9);
    COLLECTOR.collect(folder);
    assertThat(folder.resolve("notes")).exists();
    assertThat(folder.resolve(".writing-1")).exists();
  }
}
