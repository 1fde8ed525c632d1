package org.espalier.transforms.tables;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificData;
import org.jspecify.annotations.Nullable;

/**
 * Gives the values of a table's file, column by column, from its rows as they are in memory. Enums
 * need nothing: the writer of a string column takes what their {@code toString} says.
 *
 * @param <T> the row type
 */
final class FileRows<T> extends SpecificData {

  private final Class<T> type;
  private final Map<String, Function<T, ? extends @Nullable Object>> values = new HashMap<>();

  FileRows(Class<T> type, Schema rows, List<Column<T>> columns) {
    this.type = type;
    for (var field : rows.getFields()) {
      if (FileSchema.MAP.equals(field.getProp(FileSchema.MARK))) {
        values.put(field.name(), row -> map((List<?>) ((IndexedRecord) row).get(field.pos())));
      }
    }
    columns.forEach(column -> values.put(column.name(), column.value()));
  }

  @Override
  public @Nullable Object getField(Object record, String name, int position) {
    var value = type.isInstance(record) ? values.get(name) : null;
    return value == null ? super.getField(record, name, position) : value.apply(type.cast(record));
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
