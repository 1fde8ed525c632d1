package org.espalier.runners.console;

import java.util.Map;

/**
 * What a command has to say when it is done; nothing else is printed on standard output.
 *
 * @param code the exit code of the process
 * @param text for people: printed as it is, with a line end added if it has none; on standard error
 *     where the code is not OK
 * @param json for scripts, with {@code --json}, instead of the text; keys in snake_case, accuracies
 *     as fractions
 */
public record Outcome(ExitCode code, String text, Map<String, ?> json) {
  /** The outcome of a command that did what it was asked. */
  public static Outcome ok(String text, Map<String, ?> json) {
    return new Outcome(ExitCode.OK, text, json);
  }

  /** The outcome of a run that ended because trials failed. */
  public static Outcome trialsFailed(String run, String directory, String text) {
    var code = ExitCode.TRIALS_FAILED;
    return new Outcome(
        code,
        text,
        Map.of("run", run, "run_directory", directory, "error", text, "exit_code", code.number()));
  }
}
