package org.espalier.runners;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.espalier.pipelines.RunManifest;
import org.espalier.runners.command.Commands;
import org.espalier.runners.console.ExitCode;
import org.espalier.transforms.storage.RunFiles;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;

/** The manuals of the command line and of what a run writes name all there is. */
class ModuleManualsTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  @Test
  void everyCommandAndExitCodeIsInTheManual() throws IOException {
    var manual = Files.readString(ROOT.resolve("runners/README.md"));
    for (var command : Commands.ALL) {
      var name = command.getAnnotation(Command.class).name();
      assertThat(manual).contains("| `espalier " + name);
    }
    for (var code : ExitCode.values()) {
      assertThat(manual).contains("\n| " + code.number() + " | ");
    }
  }

  @Test
  void everyFileOfARunIsInTheManual() throws IOException {
    var manual = Files.readString(ROOT.resolve("pipelines/README.md"));
    var files = new RunFiles("");
    for (var file :
        new String[] {
          files.manifest(),
          files.trials(0),
          files.summary(0),
          files.state(1),
          files.heldOut(),
          files.ranking(),
          files.study(),
          files.epochs(),
          files.model() + '/',
          files.best(),
          files.report(),
          files.processes()
        }) {
      var first = file.substring(1).replaceFirst("(?<=/).*", "");
      assertThat(manual).contains('`' + first + '`');
    }
    for (var part : RunManifest.class.getRecordComponents()) {
      var key = part.getName().replaceAll("([A-Z])", "_$1").toLowerCase(java.util.Locale.ROOT);
      assertThat(manual).contains('`' + key + '`');
    }
  }
}
