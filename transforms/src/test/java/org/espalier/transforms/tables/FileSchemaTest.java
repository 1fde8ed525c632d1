package org.espalier.transforms.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.espalier.schemas.RoundSummary;
import org.junit.jupiter.api.Test;

class FileSchemaTest {

  @Test
  void anEnumIsAStringWhereverItIs() {
    var colour = SchemaBuilder.enumeration("Colour").symbols("RED", "BLUE");
    var inner = SchemaBuilder.record("Inner").fields().name("of").type(colour).noDefault();
    var rows =
        SchemaBuilder.record("Row")
            .fields()
            .name("plain")
            .type(colour)
            .noDefault()
            .name("perhaps")
            .type(Schema.createUnion(Schema.create(Schema.Type.NULL), colour))
            .noDefault()
            .name("many")
            .type(Schema.createArray(inner.endRecord()))
            .noDefault()
            .name("named")
            .type(Schema.createMap(colour))
            .noDefault()
            .endRecord();
    assertThat(FileSchema.of(rows, List.of()).toString())
        .contains("perhaps", "Inner", "named", "string")
        .doesNotContain("enum");
  }

  @Test
  void namedNumbersAreAMapAndMillisecondsATimestamp() {
    var file = FileSchema.of(RoundSummary.getClassSchema(), List.of());
    assertThat(file.getField("gauges").schema())
        .isEqualTo(Schema.createMap(Schema.create(Schema.Type.DOUBLE)));
    var time = file.getField("started_at").schema().getTypes().get(1);
    assertThat(time.getLogicalType().getName()).isEqualTo("timestamp-millis");
    assertThat(file.getField("round").doc()).isEqualTo("Round, from 0.");
    assertThat(file.getField("task").doc()).startsWith("What the round").contains("TRAIN, SCORE.");
  }

  @Test
  void aFormThatThereIsNotIsNamed() {
    var rows =
        SchemaBuilder.record("Row")
            .fields()
            .name("a")
            .prop(FileSchema.MARK, "pie")
            .type(Schema.create(Schema.Type.LONG))
            .noDefault()
            .endRecord();
    assertThatThrownBy(() -> FileSchema.of(rows, List.of()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("pie");
  }
}
