package org.espalier.runners.console;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * What the process tells its caller: the one table of exit codes. Seven and eight are the
 * launcher's.
 */
public enum ExitCode {
  /** Everything asked for was done. */
  OK(0, "done"),
  /** A bug: the stack trace is printed. */
  INTERNAL(1, "a bug in Espalier; the stack trace is printed"),
  /** The command line does not parse. */
  USAGE(2, "wrong command line: an unknown command, flag or value"),
  /** A config, a value or a data file is wrong, or a file of ours is damaged. */
  BAD_INPUT(3, "wrong input: a config key, a value, a data file, or a damaged file"),
  /** The run directory belongs to something else. */
  RUN_CONFLICT(4, "the run or output directory holds something else, or is in use"),
  /** Too many trials failed. */
  TRIALS_FAILED(5, "more trials failed than the budget allows, or nothing was found"),
  /** No Flink cluster where one is needed. */
  CLUSTER(6, "the Flink cluster is out of reach or did not start, or it cancelled the job"),
  /** The launcher found no Java 17. */
  JAVA(7, "no Java 17 (from the launcher)"),
  /** The launcher found no Maven, or Maven could not build. */
  BUILD(8, "no Maven, or the build failed (from the launcher)"),
  /** A file cannot be read or written. */
  IO(9, "a file cannot be read or written, or the disk is full"),
  /** The terminal was closed. */
  HUNG_UP(129, "hung up: the terminal was closed (SIGHUP); repeat the command to resume"),
  /** Stopped by a key. */
  INTERRUPTED(130, "interrupted by Ctrl-C (SIGINT); repeat the command to resume"),
  /** Stopped by another process. */
  TERMINATED(143, "terminated (SIGTERM); repeat the command to resume");

  private final int number;
  private final String meaning;

  ExitCode(int number, String meaning) {
    this.number = number;
    this.meaning = meaning;
  }

  /** The process's exit code. */
  public int number() {
    return number;
  }

  /** The table as the help prints it, one code a line. */
  public static String table() {
    return Arrays.stream(values())
        .map(code -> "  %3d  %s%n".formatted(code.number, code.meaning))
        .collect(Collectors.joining());
  }
}
