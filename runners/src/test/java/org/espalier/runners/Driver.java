package org.espalier.runners;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A driver in a process of its own, as the launcher starts it.
 *
 * @param process the process
 * @param log all it prints
 */
record Driver(Process process, Path log) {

  private static final long PATIENCE_SECONDS = 240;

  static Driver start(Path log, String... arguments) throws IOException {
    return start(log, List.of(), arguments);
  }

  /**
   * Starts a search.
   *
   * @param folder where its log goes
   * @param config name of a file of the folder of configurations
   * @param settings what {@code --set} overrides in it
   */
  static Driver search(Path folder, String config, Path run, String runner, List<String> settings)
      throws IOException {
    var file = Path.of("..", "configs", config).toString();
    var arguments = new ArrayList<>(List.of("search", file, "--run-dir", run.toString()));
    arguments.addAll(List.of("--runner", runner));
    settings.forEach(setting -> arguments.addAll(List.of("--set", setting)));
    var log = Files.createTempFile(folder, "driver", ".log");
    return start(log, arguments.toArray(String[]::new));
  }

  /** The same with more flags of its JVM. */
  static Driver start(Path log, List<String> flags, String... arguments) throws IOException {
    return startUnder(List.of(), log, flags, arguments);
  }

  /** The same through a command that runs another, such as {@code unshare --net}. */
  static Driver startUnder(List<String> runner, Path log, List<String> flags, String... arguments)
      throws IOException {
    // A build in the background of a shell has SIGINT ignored, one under nohup SIGHUP: both would
    // be handed on, and a driver keeps to what it is handed.
    var command = new ArrayList<>(List.of("env", "--default-signal=INT,HUP,TERM"));
    command.addAll(runner);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx768m", "-Dorg.bytedeco.javacpp.maxBytes=0"));
    // It lives for seconds: its start is most of its work.
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.add("-Dorg.bytedeco.javacpp.maxPhysicalBytes=0");
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    return new Driver(builder.redirectOutput(log.toFile()).start(), log);
  }

  /** Its exit code; a driver that does not end is killed. */
  int await() throws InterruptedException {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      kill();
      throw new AssertionError("the driver does not end: " + said());
    }
    return process.exitValue();
  }

  /** Waits for it, which must succeed. */
  void complete() throws InterruptedException {
    assertThat(await()).as(said()).isZero();
  }

  /** Kills it as {@code kill -9} does. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  String said() {
    try {
      return Files.readString(log);
    } catch (IOException unreadable) {
      return unreadable.toString();
    }
  }
}
