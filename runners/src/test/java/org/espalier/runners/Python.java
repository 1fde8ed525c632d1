package org.espalier.runners;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Python with the packages that tests of tables and notebooks need: installed once, below {@code
 * target}, where Python and pip work.
 */
final class Python {

  private static final Path SCRIPTS = Path.of("src/test/resources/python").toAbsolutePath();
  private static final Path ENVIRONMENT = Path.of("target/python").toAbsolutePath();

  private Python() {}

  /** What a program said, errors included. */
  record Said(int code, String text) {}

  /** Installs the packages, or skips the test with what stands against it. */
  static void install() throws IOException, InterruptedException {
    var arguments =
        List.of(
            "sh",
            SCRIPTS.resolve("make_venv.sh").toString(),
            ENVIRONMENT.toString(),
            Path.of("../notebooks/requirements.txt").toAbsolutePath().normalize().toString(),
            SCRIPTS.resolve("requirements.txt").toString());
    var made = run(arguments, Map.of());
    if (made.code() != 0) {
      abort("skipped, needs Python with pip: " + made.text());
    }
  }

  /**
   * Runs a script of the tests.
   *
   * @param environment variables to set
   */
  static Said script(String name, Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(ENVIRONMENT.resolve("bin/python").toString());
    command.add(SCRIPTS.resolve(name).toString());
    command.addAll(List.of(arguments));
    return run(command, environment);
  }

  private static Said run(List<String> command, Map<String, String> environment)
      throws IOException, InterruptedException {
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    var process = builder.start();
    var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Said(process.waitFor(), text.strip());
  }
}
