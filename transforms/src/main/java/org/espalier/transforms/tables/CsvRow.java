package org.espalier.transforms.tables;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A row of a {@link CsvTable}.
 *
 * @param file name of the file, for messages
 * @param line the line it ends in, from 1
 * @param places place of each column among the values
 * @param values the fields
 */
public record CsvRow(String file, long line, Map<String, Integer> places, List<String> values) {

  /** How pandas and R write what is not there. */
  private static final Set<String> ABSENT = Set.of("", "NA", "NaN", "nan", "None", "null");

  /** The value of a column; empty where there is no such column, or nothing in it. */
  public Optional<String> get(String column) {
    var text = text(column);
    return ABSENT.contains(text) ? Optional.empty() : Optional.of(text);
  }

  /** The field of a column as it is written, without blanks around it; empty without one. */
  public String text(String column) {
    var place = places.get(column);
    return place == null ? "" : values.get(place).strip();
  }

  /** A refusal that names file and line. */
  public IllegalArgumentException refused(String why) {
    return new IllegalArgumentException("%s, line %d: %s".formatted(file, line, why));
  }
}
