package org.espalier.runners.report;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Rows as comma-separated values (RFC 4180), under the union of their keys. */
public final class Csv {

  private Csv() {}

  /** The rows; a value that is not there is an empty cell. */
  public static String of(List<? extends Map<String, ?>> rows) {
    var heads = new LinkedHashSet<String>();
    rows.forEach(row -> heads.addAll(row.keySet()));
    var lines = new StringBuilder(line(heads.stream().toList())).append('\n');
    for (var row : rows) {
      var cells = new LinkedHashMap<String, @Nullable Object>();
      heads.forEach(head -> cells.put(head, row.get(head)));
      lines.append(line(cells.values().stream().map(Csv::text).toList())).append('\n');
    }
    return lines.toString();
  }

  private static String text(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }

  private static String line(List<String> cells) {
    return cells.stream().map(Csv::quoted).collect(Collectors.joining(","));
  }

  private static String quoted(String cell) {
    return cell.matches("(?s).*[,\"\\r\\n].*") ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
  }
}
