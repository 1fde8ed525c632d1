package org.espalier.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/**
 * Files of earlier versions stay readable: those stored here were written with the first schema.
 */
@NullMarked
class SchemaEvolutionTest {

  @Test
  void aStateOfTheFirstVersionIsReadWithDefaultsForWhatItLacked() throws IOException {
    SearchState state = read("search-state-0.1.0.avro", SearchState.class);
    assertThat(state.getRound()).isEqualTo(3);
    assertThat(state.getBest().getScore()).isEqualTo(0.75);
    assertThat(((EvolutionState) state.getMethodState()).getPopulation()).hasSize(1);
    assertThat(state.getTrials()).isZero();
  }

  @Test
  void aTrialOfTheFirstVersionIsReadWithDefaultsForWhatItLacked() throws IOException {
    Trial trial = read("trial-0.1.0.avro", Trial.class);
    assertThat(trial.getStatus()).isEqualTo(Status.OK);
    assertThat(trial.getGenotype().getEncoding()).containsExactly(3, 0, 0, 0, 0, 1);
    assertThat(trial.getCharged()).isTrue();
  }

  @Test
  void everyFieldOfEveryRecordIsDocumented() {
    for (var type : Espalier.PROTOCOL.getTypes()) {
      assertThat(type.getDoc()).as(type.getFullName()).isNotBlank();
      if (type.getType() == Schema.Type.RECORD) {
        type.getFields()
            .forEach(
                field ->
                    assertThat(field.doc())
                        .as(type.getName() + '.' + field.name())
                        .isNotBlank()
                        // Avro keeps the star of a second line.
                        .doesNotContain("*"));
      }
    }
  }

  private static <T extends SpecificRecord> T read(String resource, Class<T> type)
      throws IOException {
    try (var in =
            Objects.requireNonNull(SchemaEvolutionTest.class.getResourceAsStream('/' + resource));
        var reader = new DataFileStream<T>(in, new SpecificDatumReader<T>(type))) {
      return reader.next();
    }
  }
}
