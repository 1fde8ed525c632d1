package org.espalier.transforms.tables;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The schema of a table's file, made of that of its rows: what readers of Parquet understand with
 * their defaults. Enums are strings; a field marked {@code @column("timestamp-millis")} is a
 * timestamp, one marked {@code @column("map")} a map; flat columns come last.
 */
final class FileSchema {

  /** The mark of a field that has another form in a file. */
  static final String MARK = "column";

  /** A list of records with a name and a value is a map in the file. */
  static final String MAP = "map";

  private static final String TIMESTAMP = LogicalTypes.timestampMillis().getName();

  private FileSchema() {}

  static Schema of(Schema rows, List<? extends Column<?>> columns) {
    var fields = fields(rows);
    columns.forEach(column -> fields.add(column.field()));
    return record(rows, fields);
  }

  /** The same name and documentation, other fields. */
  private static Schema record(Schema record, List<Schema.Field> fields) {
    return Schema.createRecord(
        record.getName(), record.getDoc(), record.getNamespace(), false, fields);
  }

  private static List<Schema.Field> fields(Schema record) {
    var fields = new ArrayList<Schema.Field>();
    for (var field : record.getFields()) {
      var mark = field.getProp(MARK);
      // Files have no defaults: every row is written whole.
      var written = mark == null ? written(field.schema()) : marked(mark, field.schema());
      fields.add(new Schema.Field(field.name(), written, doc(field)));
    }
    return fields;
  }

  /** The words of an enum would be lost with it. */
  private static @Nullable String doc(Schema.Field field) {
    var schema = field.schema();
    return (schema.isUnion() ? schema.getTypes().stream() : Stream.of(schema))
        .filter(type -> type.getType() == Schema.Type.ENUM)
        .findFirst()
        .map(words -> field.doc() + " One of " + String.join(", ", words.getEnumSymbols()) + '.')
        .orElse(field.doc());
  }

  private static Schema marked(String mark, Schema schema) {
    if (schema.isUnion()) {
      return Schema.createUnion(
          schema.getTypes().stream()
              .map(type -> type.getType() == Schema.Type.NULL ? type : marked(mark, type))
              .toList());
    }
    if (mark.equals(TIMESTAMP)) {
      return LogicalTypes.timestampMillis().addToSchema(Schema.create(schema.getType()));
    }
    if (mark.equals(MAP)) {
      return Schema.createMap(written(schema.getElementType().getFields().get(1).schema()));
    }
    throw new IllegalStateException("no form of a column is named " + mark);
  }

  private static Schema written(Schema schema) {
    return switch (schema.getType()) {
      case ENUM -> Schema.create(Schema.Type.STRING);
      case RECORD -> record(schema, fields(schema));
      case ARRAY -> Schema.createArray(written(schema.getElementType()));
      case MAP -> Schema.createMap(written(schema.getValueType()));
      case UNION ->
          Schema.createUnion(schema.getTypes().stream().map(FileSchema::written).toList());
      default -> schema;
    };
  }
}
