package org.espalier.transforms.tables;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * Gives the rows of a table's file from its rows as they are in memory. Enums need nothing: the
 * writer of a string column takes what their {@code toString} says.
 *
 * @param <T> the row type
 */
final class FileRows<T extends IndexedRecord> {

  private final Schema schema;
  private final List<Function<T, ? extends @Nullable Object>> values = new ArrayList<>();

  FileRows(Schema rows, List<Column<T>> columns) {
    this.schema = FileSchema.of(rows, columns);
    for (var field : rows.getFields()) {
      var place = field.pos();
      values.add(
          FileSchema.MAP.equals(field.getProp(FileSchema.MARK))
              ? row -> map((List<?>) row.get(place))
              : row -> row.get(place));
    }
    columns.forEach(column -> values.add(column.value()));
  }

  /** The schema of the file. */
  Schema schema() {
    return schema;
  }

  /** A row as the file has it. */
  IndexedRecord of(T row) {
    return new Row<>(this, row);
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  private record Row<T extends IndexedRecord>(FileRows<T> rows, T row) implements IndexedRecord {

    @Override
    public Schema getSchema() {
      return rows.schema;
    }

    @Override
    public @Nullable Object get(int place) {
      return rows.values.get(place).apply(row);
    }

    @Override
    public void put(int place, @Nullable Object value) {
      throw new UnsupportedOperationException("rows of a file are only written");
    }
  }

  /** Names and values, in their order. */
  private static Map<Object, Object> map(List<?> pairs) {
    return pairs.stream()
        .map(IndexedRecord.class::cast)
        .collect(
            Collectors.toMap(
                pair -> pair.get(0),
                pair -> pair.get(1),
                (one, other) -> {
                  throw new IllegalStateException(
                      "two values, %s and %s, have one name".formatted(one, other));
                },
                LinkedHashMap::new));
  }
}
