package org.espalier.runners;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.espalier.runners.console.ExitCode;

/** Runs command lines in this process and keeps what they print. */
final class CommandLineRun {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final boolean withNotices;
  private ExitCode code = ExitCode.OK;

  CommandLineRun() {
    this(false);
  }

  private CommandLineRun(boolean withNotices) {
    this.withNotices = withNotices;
  }

  /** Keeps what goes to this process's own standard error too: nothing may run beside it. */
  static CommandLineRun withNotices() {
    return new CommandLineRun(true);
  }

  /** Runs a command line. */
  ExitCode run(String... arguments) {
    out.reset();
    err.reset();
    var standard = System.err;
    var captured = new PrintStream(err, true, StandardCharsets.UTF_8);
    if (withNotices) {
      System.setErr(captured);
    }
    try {
      code = Main.run(new PrintStream(out, true, StandardCharsets.UTF_8), captured, arguments);
    } finally {
      System.setErr(standard);
    }
    return code;
  }

  /** Runs a command line that must succeed; what it prints on standard output. */
  String ok(String... arguments) {
    run(arguments);
    assertThat(code).as(said()).isEqualTo(ExitCode.OK);
    return text();
  }

  /** The last exit code. */
  ExitCode code() {
    return code;
  }

  /** What the last command printed on standard output. */
  String text() {
    return out.toString(StandardCharsets.UTF_8);
  }

  /** What it printed on standard error. */
  String said() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
