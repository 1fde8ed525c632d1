package org.espalier.dataprep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

  @Test
  void pandasComparesItsTextWithText() throws Exception {
    var rows = Table.of(PreparedImage.class).read(old().toString());
    var file = folder.resolve("new.parquet");
    Table.of(PreparedImage.class).write(file.toString(), rows);
    assumeTrue(python("import pandas, pyarrow").isEmpty(), "needs python3 with pandas and pyarrow");
    var code =
        "import pandas as pd; d = pd.read_parquet('%s'); print((d.status == 'OK').sum(), (d.split == 'train').sum(), len(d), d.orientation.isna().sum())";
    assertThat(python(code.formatted(file)).strip()).isEqualTo("4 5 5 5");
  }

  private Path old() throws IOException {
    var file = folder.resolve("old.parquet");
    try (var in =
        Objects.requireNonNull(ManifestTest.class.getResourceAsStream("/manifest-0.1.0.parquet"))) {
      Files.write(file, in.readAllBytes());
    }
    return file;
  }

  /** What a line of Python prints, errors included. */
  private static String python(String code) throws InterruptedException {
    try {
      var process =
          new ProcessBuilder(List.of("python3", "-c", code)).redirectErrorStream(true).start();
      var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor();
      return said;
    } catch (IOException absent) {
      return "python3 is not there";
    }
  }
}
