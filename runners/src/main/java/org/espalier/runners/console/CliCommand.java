package org.espalier.runners.console;

/** One command of the command line, its options bound by picocli. */
@FunctionalInterface
public interface CliCommand {
  /**
   * Does the work.
   *
   * @throws Exception of a type in the table of {@link Failure}, which gives the exit code; any
   *     other is a bug
   */
  Outcome run() throws Exception;
}
