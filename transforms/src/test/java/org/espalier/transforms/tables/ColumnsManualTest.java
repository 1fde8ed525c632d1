package org.espalier.transforms.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.espalier.schemas.Epoch;
import org.espalier.schemas.Nb201Row;
import org.espalier.schemas.Prediction;
import org.espalier.schemas.PreparedImage;
import org.espalier.schemas.RoundSummary;
import org.espalier.schemas.StudyRow;
import org.espalier.schemas.Trial;
import org.junit.jupiter.api.Test;

/** The manual of columns has every column of every table, as its file's footer has it. */
class ColumnsManualTest {

  private static final Path MANUAL = Path.of("../schemas/COLUMNS.md");

  @Test
  void everyTableIsInTheManualColumnByColumn() throws IOException {
    var manual = Files.readString(MANUAL);
    var test = Rows.metric("accuracy", "SET", "test", 0.5);
    var trial = Rows.trial(test);
    var round = RoundSummary.newBuilder(Rows.round()).setDerivedReport(List.of(test)).build();
    var study = StudyRow.newBuilder(Rows.study()).setReport(List.of(test)).build();
    var tables =
        List.of(
            table(Trial.class, List.of(trial)),
            table(RoundSummary.class, List.of(round)),
            table(StudyRow.class, List.of(study)),
            table(Epoch.class, List.of()),
            table(PreparedImage.class, List.of()),
            table(Nb201Row.class, List.of()),
            table(Prediction.class, List.of()));
    assertThat(tables).allSatisfy(table -> assertThat(manual).contains(table));
    // Nor does it have one that there is not.
    assertThat(manual.lines().filter(line -> line.startsWith("| `")))
        .hasSize(tables.stream().mapToInt(ColumnsManualTest::columns).sum());
  }

  private static <T extends SpecificRecord> String table(Class<T> type, List<T> rows) {
    var schema = FileSchema.of(Table.of(type).schema(), FlatColumns.of(type, rows));
    var table = new StringBuilder("| column | type | what it holds |\n|---|---|---|\n");
    lines("", schema).forEach(table::append);
    return table.toString();
  }

  private static int columns(String table) {
    return (int) table.lines().count() - 2;
  }

  private static Stream<String> lines(String within, Schema record) {
    return record.getFields().stream()
        .flatMap(
            field -> {
              var name = within + field.name();
              var type = present(field.schema());
              var doc = Objects.requireNonNull(field.doc()).replace("|", "\\|");
              var line = "| `%s` | %s | %s |\n".formatted(name, word(type), doc);
              return Stream.concat(Stream.of(line), nested(name, type));
            });
  }

  private static Stream<String> nested(String name, Schema type) {
    return switch (type.getType()) {
      case RECORD -> lines(name + '.', type);
      case ARRAY -> nested(name + "[]", type.getElementType());
      default -> Stream.of();
    };
  }

  private static String word(Schema type) {
    if (type.getLogicalType() != null) {
      return "timestamp";
    }
    return switch (type.getType()) {
      case RECORD -> "struct";
      case ARRAY -> "list of " + word(type.getElementType());
      case MAP -> "map to " + word(type.getValueType());
      default -> type.getType().getName().toLowerCase(Locale.ROOT);
    };
  }

  private static Schema present(Schema schema) {
    return schema.isUnion()
        ? schema.getTypes().stream()
            .filter(type -> type.getType() != Schema.Type.NULL)
            .findFirst()
            .orElseThrow()
        : schema;
  }
}
