package org.espalier.runners.report;

/** Text inside of HTML and SVG. */
final class Markup {

  private Markup() {}

  /** The text with nothing in it that a browser would take for markup. */
  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
