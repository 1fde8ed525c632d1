package org.espalier.transforms.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.espalier.schemas.Metric;
import org.espalier.transforms.tables.Table;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Any change of any file is found, and the files are still what their format says. */
@NullMarked
class SealTest {

  private static final List<Metric> ROWS =
      List.of(
          new Metric("accuracy", "cifar10", "val", 12, 0.5),
          new Metric("loss", "cifar100", "test", 0, 2.5));
  private static final String JSON = "{\n  \"a\" : 1\n}\n";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"x.avro", "x.parquet", "x.json", "x.html", "x.steps"})
  void everyFlippedBitAndEveryCutIsFound(String name) throws IOException {
    var file = folder.resolve(name);
    write(file);
    assertThat(read(file)).isEqualTo(written(name));
    var whole = Files.readAllBytes(file);
    for (var i = 0; i < whole.length; i++) {
      var changed = whole.clone();
      changed[i] ^= (byte) (1 << (i % 8));
      Files.write(file, changed);
      assertDamaged(file, "bit of byte " + i);
      Files.write(file, Arrays.copyOf(whole, i));
      assertDamaged(file, "cut to " + i);
    }
    Files.write(file, Arrays.copyOf(whole, whole.length + 1));
    assertDamaged(file, "one byte more");
    Files.write(file, whole);
    assertThat(read(file)).isEqualTo(written(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x.avro", "x.parquet", "x.json"})
  void equalContentIsEqualBytes(String name) throws IOException {
    write(folder.resolve(name));
    write(folder.resolve("again-" + name));
    assertThat(folder.resolve(name)).hasSameBinaryContentAs(folder.resolve("again-" + name));
  }

  @Test
  void aWrittenTextComesBackWithoutItsSealAndMayHaveAnyLength() throws IOException {
    for (var text : List.of("", "a", "ä\n", "x".repeat(200_000))) {
      for (var name : List.of("t.html", "t.steps")) {
        SealedText.write(folder.resolve(name).toString(), text);
        assertThat(SealedText.readSealed(folder.resolve(name).toString())).isEqualTo(text);
      }
    }
    assertThat(SealedText.seal("x.html", "<p>")).matches("<p><!-- sha256 [0-9a-f]{64} -->\n");
  }

  @Test
  void otherReadersSeeTheRecordsOnly() throws IOException {
    var avro = folder.resolve("x.avro");
    write(avro);
    try (var reader =
        new DataFileReader<GenericRecord>(avro.toFile(), new GenericDatumReader<>())) {
      assertThat(reader.iterator()).toIterable().hasSize(2);
    }
    var json = folder.resolve("x.json");
    write(json);
    assertThat(Files.readString(json))
        .matches("\\{\n  \"a\" : 1,\n  \"sha256\" : \"[0-9a-f]{64}\"\n}\n");
  }

  @Test
  void aFileWithoutASealIsReadWithoutACheck() throws IOException {
    var file = folder.resolve("x.json");
    Files.writeString(file, JSON);
    assertThat(SealedText.read(file.toString())).isEqualTo(new SealedText(JSON, false));
    assertThatThrownBy(() -> SealedText.readSealed(file.toString()))
        .isInstanceOf(DamagedFileException.class)
        .hasMessageContaining("x.json is damaged");
    Files.writeString(file, "");
    assertThat(SealedText.read(file.toString())).isEqualTo(new SealedText("", false));
  }

  @Test
  void aListOfDigestsFindsWhatIsChangedCutAndMissing() throws IOException {
    Files.createDirectories(folder.resolve("model/variables"));
    Files.writeString(folder.resolve("model/variables/a"), "one");
    Files.writeString(folder.resolve("b c"), "two");
    var list = new ChecksumList(folder);
    Files.writeString(folder.resolve("not ours"), "three");
    list.write(List.of(folder.resolve("model"), folder.resolve("b c")));
    assertThat(folder.resolve("SHA256SUMS")).content().contains("  b c\n", "  model/variables/a\n");
    assertThat(faults(list)).isEmpty();
    Files.writeString(folder.resolve("b c"), "twO");
    Files.delete(folder.resolve("model/variables/a"));
    assertThat(faults(list))
        .anyMatch(fault -> fault.contains("b c is damaged"))
        .anyMatch(fault -> fault.contains("variables/a is missing"))
        .hasSize(2);
    Files.writeString(folder.resolve("SHA256SUMS"), "");
    assertThat(faults(list)).singleElement().asString().contains("SHA256SUMS is damaged");
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  private static List<String> faults(ChecksumList list) {
    var checks = new FileChecks();
    list.check(checks);
    return checks.faults().stream().map(Throwable::getMessage).toList();
  }

  private static void write(Path file) throws IOException {
    var path = file.toString();
    if (path.endsWith("avro")) {
      AvroFile.write(path, Metric.getClassSchema(), ROWS);
    } else if (path.endsWith("parquet")) {
      Table.of(Metric.class).write(path, ROWS);
    } else {
      SealedText.write(path, JSON);
    }
  }

  private static Object written(String name) {
    return name.endsWith("avro") || name.endsWith("parquet") ? ROWS : JSON;
  }

  private static Object read(Path file) {
    var path = file.toString();
    if (path.endsWith("avro")) {
      return AvroFile.<Metric>read(path, Metric.getClassSchema());
    }
    return path.endsWith("parquet")
        ? Table.of(Metric.class).read(path)
        : SealedText.readSealed(path);
  }

  private static void assertDamaged(Path file, String how) {
    assertThatThrownBy(() -> read(file))
        .as(how)
        .isInstanceOf(DamagedFileException.class)
        .hasMessageContaining(file + " is damaged: ")
        .hasMessageContaining("restore it")
        .message()
        .hasLineCount(1);
  }
}
