package org.espalier.runners;

import org.espalier.runners.console.ExitCode;

/** A test that runs command lines in this process. */
abstract class CommandLineTest {

  private final CommandLineRun command = new CommandLineRun();

  /** Runs a command line. */
  ExitCode run(String... arguments) {
    return command.run(arguments);
  }

  /** What the last command printed on standard output. */
  final String text() {
    return command.text();
  }

  /** What it printed on standard error. */
  final String said() {
    return command.said();
  }
}
