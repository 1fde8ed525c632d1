package org.espalier.models.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProgramStoreTest {
  @TempDir Path folder;

  @Test
  void exportersAtTheSameTimeLeaveOneCompleteProgram() throws Exception {
    var threads = Executors.newFixedThreadPool(4);
    try {
      Callable<Program> export = () -> ProgramStore.at(folder).export(new LineFit());
      var programs = new HashSet<Program>();
      for (var future : threads.invokeAll(List.of(export, export, export, export))) {
        programs.add(future.get());
      }
      assertThat(programs).hasSize(1);
    } finally {
      threads.shutdownNow();
    }
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).hasSize(1);
    }
  }

  @Test
  void anExportedProgramIsNotWrittenAgain() throws IOException {
    var first = ProgramStore.at(folder).export(new LineFit());
    var written = Files.getLastModifiedTime(first.directory());
    assertThat(ProgramStore.at(folder).export(new LineFit())).isEqualTo(first);
    assertThat(Files.getLastModifiedTime(first.directory())).isEqualTo(written);
  }

  @Test
  void anEmptyFolderIsNotAProgram() {
    assertThatThrownBy(() -> new Program("x", "0", folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(folder.toString())
        .hasMessageContaining("saved_model.pb");
  }

  @Test
  void aDamagedProgramIsNamed() throws IOException {
    var program = ProgramStore.at(folder).export(new LineFit());
    Files.write(program.directory().resolve("saved_model.pb"), new byte[] {1, 2, 3});
    assertThatThrownBy(() -> LoadedProgram.load(program, LoadOptions.defaults()))
        .hasMessageContaining(program.directory().toString());
  }
}
