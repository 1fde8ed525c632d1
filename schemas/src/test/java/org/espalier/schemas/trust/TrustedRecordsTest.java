package org.espalier.schemas.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.avro.SchemaBuilder;
import org.apache.avro.specific.SpecificData;
import org.espalier.schemas.Genotype;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
final class TrustedRecordsTest {

  @Test
  void aRecordOfOursIsBuiltFromItsNameAlone() {
    var named =
        SchemaBuilder.record("Genotype").namespace("org.espalier.schemas").fields().endRecord();
    assertThat(new SpecificData().getClass(named)).isEqualTo(Genotype.class);
  }

  @Test
  void aClassOfAnotherPackageIsRefused() {
    var named = SchemaBuilder.record("Thread").namespace("java.lang").fields().endRecord();
    assertThatThrownBy(() -> new SpecificData().getClass(named))
        .isInstanceOf(SecurityException.class)
        .hasMessageContaining("java.lang.Thread");
  }

  @Test
  void aClassOfAFolderBelowIsRefused() {
    var named =
        SchemaBuilder.record("TrustedRecords")
            .namespace("org.espalier.schemas.trust")
            .fields()
            .endRecord();
    assertThatThrownBy(() -> new SpecificData().getClass(named))
        .isInstanceOf(SecurityException.class);
  }
}
