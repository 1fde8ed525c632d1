package org.espalier.models.network;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs a main class of the tests in a Java of its own. */
final class OtherProcess {
  private OtherProcess() {}

  /** What it printed, errors apart; fails with them unless it ended well. */
  static String run(Class<?> main, Path errors, List<String> arguments)
      throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-Xmx512m", "-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(arguments);
    var process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(Files.readString(errors));
    }
    return output.strip();
  }
}
