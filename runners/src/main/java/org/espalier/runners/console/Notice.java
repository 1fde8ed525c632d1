package org.espalier.runners.console;

/** A line on standard error about something that does not keep a command from its work. */
public final class Notice {

  private Notice() {}

  /** Says it at once. */
  public static void print(String line) {
    System.err.println("espalier: " + line);
  }
}
