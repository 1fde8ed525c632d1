package org.espalier.transforms.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import org.apache.avro.Schema;
import org.apache.beam.sdk.util.SerializableUtils;
import org.espalier.schemas.Candidate;
import org.espalier.schemas.Evidence;
import org.espalier.schemas.Metric;
import org.espalier.schemas.PreparedImage;
import org.espalier.schemas.SearchState;
import org.espalier.schemas.SourceImage;
import org.espalier.schemas.StudyRow;
import org.espalier.schemas.Trial;
import org.espalier.transforms.tables.Rows;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NullMarked
class RecordCoderTest {

  private static final RecordCoder<Trial> TRIALS = RecordCoder.of(Trial.class);
  private static final Trial ONE = Rows.trial(new Metric("accuracy", "cifar10", "val", 12, 0.5));
  private static final Trial OTHER = Rows.trial();

  @Test
  void recordsComeBackOneAfterTheOtherFromOneStream() throws IOException {
    var bytes = new ByteArrayOutputStream();
    TRIALS.encode(ONE, bytes);
    TRIALS.encode(OTHER, bytes);
    var in = new ByteArrayInputStream(bytes.toByteArray());
    assertThat(TRIALS.decode(in)).isEqualTo(ONE);
    assertThat(TRIALS.decode(in)).isEqualTo(OTHER);
    assertThat(in.available()).isZero();
  }

  @Test
  void aRecordThatIsCutIsNoRecord() throws IOException {
    var bytes = new ByteArrayOutputStream();
    TRIALS.encode(ONE, bytes);
    var cut = Arrays.copyOf(bytes.toByteArray(), bytes.size() - 1);
    assertThatThrownBy(() -> TRIALS.decode(new ByteArrayInputStream(cut)))
        .isInstanceOf(EOFException.class);
  }

  @Test
  void aCoderIsStoredByTheNameOfItsClass() {
    assertThat(SerializableUtils.serializeToByteArray(TRIALS)).hasSizeLessThan(1_000);
    assertThat(SerializableUtils.clone(TRIALS))
        .isEqualTo(TRIALS)
        .hasSameHashCodeAs(TRIALS)
        .isNotEqualTo(RecordCoder.of(Candidate.class));
    assertThat(TRIALS.getEncodedTypeDescriptor().getRawType()).isEqualTo(Trial.class);
  }

  /** What equal bytes for equal records need. */
  @ParameterizedTest
  @ValueSource(
      classes = {
        Candidate.class,
        Trial.class,
        SearchState.class,
        Evidence.class,
        StudyRow.class,
        SourceImage.class,
        PreparedImage.class
      })
  void noRecordBetweenStepsHasAMap(Class<?> type) throws ReflectiveOperationException {
    var schema = (Schema) type.getMethod("getClassSchema").invoke(null);
    assertThat(schema.toString()).doesNotContain("\"type\":\"map\"");
  }
}
