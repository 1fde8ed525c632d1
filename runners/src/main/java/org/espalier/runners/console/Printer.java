package org.espalier.runners.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;

/** The two streams of the process: results on one, everything said about them on the other. */
public final class Printer {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final PrintStream out;
  private final PrintStream err;

  /** A printer on two streams. */
  public Printer(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /** Prints what a command has to say: to standard error where it did not succeed. */
  public ExitCode print(Outcome outcome, boolean json) {
    if (json) {
      out.println(toJson(outcome.json()));
    } else if (outcome.code() != ExitCode.OK) {
      err.println("espalier: " + outcome.text().stripTrailing());
    } else if (!outcome.text().isEmpty()) {
      out.println(outcome.text().stripTrailing());
    }
    return outcome.code();
  }

  /** Prints a failure, with its stack where that is wanted or the fault is ours. */
  public ExitCode print(Failure failure, Throwable thrown, boolean json, boolean stacktrace) {
    err.println("espalier: " + failure.message());
    if (stacktrace || failure.code() == ExitCode.INTERNAL) {
      thrown.printStackTrace(err);
    }
    if (json) {
      var fields = new LinkedHashMap<String, Object>();
      fields.put("error", failure.message());
      fields.put("exit_code", failure.code().number());
      out.println(toJson(fields));
    }
    return failure.code();
  }

  /** Ends a line of progress. */
  public void endLine() {
    err.println();
  }

  private static String toJson(Map<String, ?> fields) {
    try {
      return JSON.writeValueAsString(fields);
    } catch (JsonProcessingException unwritable) {
      throw new IllegalStateException("an outcome that is not JSON: " + fields, unwritable);
    }
  }
}
