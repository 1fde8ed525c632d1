package org.espalier.runners.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A table for a terminal, at most 100 columns wide: columns that do not fit are left out from the
 * end and named below it, a text column that is too wide is cut.
 */
public final class TextTable {

  /** Most characters of a line. */
  public static final int WIDTH = 100;

  private static final String GAP = "  ";
  private static final int NARROWEST_TEXT = 16;

  private record Column(String head, List<String> cells, boolean text) {

    int width() {
      return cells.stream().mapToInt(String::length).reduce(head.length(), Math::max);
    }

    boolean isEmpty() {
      return cells.stream().allMatch(cell -> cell.isEmpty() || cell.equals("0"));
    }

    String cell(String content, int width) {
      var cut = content.length() > width ? content.substring(0, width - 1) + '…' : content;
      var blanks = " ".repeat(width - cut.length());
      return text ? cut + blanks : blanks + cut;
    }
  }

  private final List<Column> columns = new ArrayList<>();

  /** Adds a column of numbers. */
  public TextTable number(String head, List<String> cells) {
    columns.add(new Column(head, List.copyOf(cells), false));
    return this;
  }

  /** The same, unless all its cells are empty or 0. */
  public TextTable numberIfAny(String head, List<String> cells) {
    var column = new Column(head, List.copyOf(cells), false);
    if (!column.isEmpty()) {
      columns.add(column);
    }
    return this;
  }

  /** Adds a column of text. */
  public TextTable text(String head, List<String> cells) {
    columns.add(new Column(head, List.copyOf(cells), true));
    return this;
  }

  /** The lines, each with its end, and a note on columns left out. */
  public String lines() {
    var shown = new ArrayList<Column>();
    var widths = new ArrayList<Integer>();
    var leftOut = new ArrayList<String>();
    var room = WIDTH;
    for (var column : columns) {
      var width = column.text() ? Math.min(column.width(), Math.max(room, 0)) : column.width();
      if (width > room || (width < column.width() && width < NARROWEST_TEXT)) {
        leftOut.add(column.head());
        continue;
      }
      shown.add(column);
      widths.add(width);
      room -= width + GAP.length();
    }
    var lines = new StringBuilder(line(shown, widths, -1));
    var rows = shown.isEmpty() ? 0 : shown.get(0).cells().size();
    for (var row = 0; row < rows; row++) {
      lines.append(line(shown, widths, row));
    }
    return leftOut.isEmpty()
        ? lines.toString()
        : lines
            .append("no room for %s: --csv has all%n".formatted(String.join(", ", leftOut)))
            .toString();
  }

  private static String line(List<Column> shown, List<Integer> widths, int row) {
    var cells = new ArrayList<String>();
    for (var i = 0; i < shown.size(); i++) {
      var column = shown.get(i);
      cells.add(column.cell(row < 0 ? column.head() : column.cells().get(row), widths.get(i)));
    }
    return cells.stream().collect(Collectors.joining(GAP)).stripTrailing() + System.lineSeparator();
  }

  /**
   * A long text on lines of at most 100 characters, broken after a sign that separates its parts.
   */
  public static String wrapped(String text) {
    var lines = new StringBuilder();
    var rest = text;
    while (rest.length() > WIDTH) {
      var end = WIDTH;
      while (end > GAP.length() && "+,; ".indexOf(rest.charAt(end - 1)) < 0) {
        end--;
      }
      end = end > GAP.length() ? end : WIDTH;
      lines.append(rest, 0, end).append(System.lineSeparator());
      rest = GAP + rest.substring(end).stripLeading();
    }
    return lines.append(rest).append(System.lineSeparator()).toString();
  }
}
