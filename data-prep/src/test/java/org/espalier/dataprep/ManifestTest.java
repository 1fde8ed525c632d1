package org.espalier.dataprep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.espalier.schemas.PreparedImage;
import org.espalier.transforms.tables.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ManifestTest {

  @TempDir private Path folder;

  /** In version 0.1.0, status was an enum. */
  @Test
  void aManifestOfTheFirstVersionIsReadWithDefaultsForWhatItLacked() throws IOException {
    var rows = Table.of(PreparedImage.class).read(old().toString());
    assertThat(rows)
        .extracting(PreparedImage::getStatus)
        .containsExactly("OK", "OK", "OK", "OK", "REJECTED");
    assertThat(rows.get(4).getReason()).contains("is empty");
    assertThat(rows).extracting(PreparedImage::getOrientation).containsOnlyNulls();
    assertThat(rows).extracting(PreparedImage::getLabel).contains(1, 2);
  }

  private Path old() throws IOException {
    var file = folder.resolve("old.parquet");
    try (var in =
        Objects.requireNonNull(ManifestTest.class.getResourceAsStream("/manifest-0.1.0.parquet"))) {
      Files.write(file, in.readAllBytes());
    }
    return file;
  }
}
