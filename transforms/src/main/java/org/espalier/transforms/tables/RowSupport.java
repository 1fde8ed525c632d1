package org.espalier.transforms.tables;

import java.util.Map;
import org.apache.avro.Schema;
import org.apache.parquet.avro.AvroReadSupport;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.io.ParquetDecodingException;
import org.apache.parquet.schema.MessageType;

/**
 * Reads the columns of a file that the rows have a field for, by its name or by an alias: flat
 * columns, and those of a newer version, are left out.
 *
 * @param <T> the row type
 */
final class RowSupport<T> extends AvroReadSupport<T> {

  private final Schema rows;

  RowSupport(Schema rows) {
    super(Table.DATA);
    this.rows = rows;
  }

  /**
   * Chooses the columns.
   *
   * @throws ParquetDecodingException naming a column that the file lacks and that has no default
   */
  @Override
  public ReadContext init(
      ParquetConfiguration configuration, Map<String, String> footer, MessageType file) {
    for (var field : rows.getFields()) {
      if (!field.hasDefaultValue()
          && file.getFields().stream().noneMatch(c -> is(field, c.getName()))) {
        throw new ParquetDecodingException("column '" + field.name() + "' is missing");
      }
    }
    var wanted =
        file.getFields().stream()
            .filter(
                column -> rows.getFields().stream().anyMatch(field -> is(field, column.getName())))
            .toList();
    return super.init(configuration, footer, new MessageType(file.getName(), wanted));
  }

  private static boolean is(Schema.Field field, String column) {
    return field.name().equals(column) || field.aliases().contains(column);
  }
}
