package org.espalier.transforms.tables;

import java.util.List;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A column that a table's file has beside the fields of its rows: one value of something nested, so
 * that people can filter and plot it. It may be null in any row; reading leaves it out.
 *
 * @param name its name, letters, digits and underscores
 * @param type its type: a string or a number
 * @param doc what it holds, with unit and range
 * @param value its value in a row
 * @param <T> the row type
 */
record Column<T>(
    String name, Schema.Type type, String doc, Function<T, ? extends @Nullable Object> value) {

  static <T> Column<T> text(String name, String doc, Function<T, @Nullable String> value) {
    return new Column<>(name, Schema.Type.STRING, doc, value);
  }

  static <T> Column<T> number(String name, String doc, Function<T, @Nullable Double> value) {
    return new Column<>(name, Schema.Type.DOUBLE, doc, value);
  }

  Schema.Field field() {
    var nullable =
        Schema.createUnion(List.of(Schema.create(Schema.Type.NULL), Schema.create(type)));
    return new Schema.Field(name, nullable, doc, Schema.Field.NULL_DEFAULT_VALUE);
  }
}
