package org.espalier.runners.console;

import java.io.PrintStream;

/** What is shown of some work: one line that changes in place on a terminal, lines elsewhere. */
final class StatusLine {

  private static final int TERMINAL_WIDTH = 79;

  private final PrintStream err;
  private final boolean terminal;
  private String shown = "";

  StatusLine(PrintStream err, boolean terminal) {
    this.err = err;
    this.terminal = terminal;
  }

  boolean isOnTerminal() {
    return terminal;
  }

  /** Whether nothing was shown yet. */
  boolean isEmpty() {
    return shown.isEmpty();
  }

  void show(String line) {
    if (terminal) {
      var fitted = line.length() > TERMINAL_WIDTH ? line.substring(0, TERMINAL_WIDTH) : line;
      // The blanks wipe what a longer line left behind.
      err.print("\r" + fitted + " ".repeat(TERMINAL_WIDTH - fitted.length()));
    } else {
      err.println(line);
    }
    err.flush();
    shown = line;
  }

  /** Shows the last line, if it was not shown, and ends it. */
  void end(String latest) {
    if (!latest.equals(shown)) {
      show(latest);
    }
    if (terminal && !shown.isEmpty()) {
      err.println();
    }
    err.flush();
  }
}
