package org.espalier.models.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TorchFileTest {

  @TempDir private Path folder;

  @Test
  void bothFormsGiveNamesShapesAndValues() throws IOException {
    var writer = new TorchWriter().floats("a.weight", List.of(2L, 3L), 1, 2, 3, 4, 5, 6);

    for (var file : both(writer)) {
      try (var open = WeightsFiles.open(file)) {
        var tensor = open.tensors().get(0);
        assertThat(tensor.name()).isEqualTo("a.weight");
        assertThat(tensor.shape()).containsExactly(2L, 3L);
        assertThat(open.floats(tensor)).containsExactly(1, 2, 3, 4, 5, 6);
      }
    }
  }

  @Test
  void viewsOfOneStorageAreReadByTheirOffsetsAndStrides() throws IOException {
    var writer =
        new TorchWriter()
            .floats("whole", List.of(2L, 3L), 1, 2, 3, 4, 5, 6)
            .view("transposed", "0", 0, List.of(3L, 2L), List.of(1L, 3L))
            .view("tail", "0", 4, List.of(2L), List.of(1L))
            .view("column", "0", 1, List.of(2L), List.of(3L));

    for (var file : both(writer)) {
      try (var open = WeightsFiles.open(file)) {
        assertThat(floats(open, "transposed")).containsExactly(1, 4, 2, 5, 3, 6);
        assertThat(floats(open, "tail")).containsExactly(5, 6);
        assertThat(floats(open, "column")).containsExactly(2, 5);
      }
    }
  }

  @Test
  void halvesBecomeFloatsAndCountersStayIntegers() throws IOException {
    var writer =
        new TorchWriter()
            .storage("h", "HalfStorage", 2, new byte[] {0, 0x3C, 0, (byte) 0xC1, 1, 0})
            .view("half", "h", 0, List.of(3L), List.of(1L))
            .storage("b", "BFloat16Storage", 2, new byte[] {(byte) 0x80, 0x3F, 0x20, (byte) 0xC0})
            .view("brain", "b", 0, List.of(2L), List.of(1L))
            .storage("n", "LongStorage", 8, new byte[] {7, 0, 0, 0, 0, 0, 0, 0})
            .view("counter", "n", 0, List.of(), List.of());

    for (var file : both(writer)) {
      try (var open = WeightsFiles.open(file)) {
        assertThat(floats(open, "half")).containsExactly(1, -2.5f, (float) Math.pow(2, -24));
        assertThat(floats(open, "brain")).containsExactly(1, -2.5f);
        var counter = open.tensor("counter").orElseThrow();
        assertThat(counter.type()).isEqualTo(TensorType.I64);
        assertThat(open.read(counter).getLong()).isEqualTo(7);
        assertThatThrownBy(() -> open.floats(counter))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContainingAll("counter", "I64");
      }
    }
  }

  @Test
  void aNestedStateDictIsFoundAndLosesThePrefixOfParallelTraining() throws IOException {
    var writer = new TorchWriter().floats("a", List.of(1L), 5).nested("module.");

    for (var file : both(writer)) {
      try (var open = WeightsFiles.open(file)) {
        assertThat(floats(open, "a")).containsExactly(5);
        assertThat(open.others()).containsExactly("epoch");
      }
    }
  }

  @Test
  void aViewBeyondItsStorageIsNamed() throws IOException {
    refused(
        new TorchWriter()
            .floats("a", List.of(2L), 1, 2)
            .view("far", "0", 1, List.of(2L), List.of(1L)),
        "far",
        "element 2 of a storage of 2");
    refused(
        new TorchWriter()
            .floats("a", List.of(2L), 1, 2)
            .view("again", "0", 0, List.of(1000L), List.of(0L)),
        "again",
        "repeats");
    refused(
        new TorchWriter()
            .floats("a", List.of(4L), 1, 2, 3, 4)
            .view("overlapping", "0", 0, List.of(3L, 2L), List.of(1L, 1L)),
        "overlapping",
        "repeats");
    refused(
        new TorchWriter()
            .floats("a", List.of(1L), 1)
            .view("huge", "0", 0, List.of(1L << 40, 1L << 40), List.of(1L, 1L)),
        "huge",
        "larger than any memory");
    refused(
        new TorchWriter()
            .floats("a", List.of(2L), 1, 2)
            .view("far apart", "0", 0, List.of(2L), List.of(1L << 26)),
        "far apart",
        "has 8 bytes spread over 268435460");
    refused(
        new TorchWriter().floats("a", List.of(1L), 1).view("b", "9", 0, List.of(1L), List.of(1L)),
        "9");
  }

  @Test
  void otherCodeIsNamedAndNotExecuted() throws IOException {
    var attack =
        new TorchWriter.Code()
            .op(0x80, 2)
            .global("posix", "system")
            .text("touch executed")
            .op(0x85, 'R', '.')
            .bytes();
    var writer = new TorchWriter();

    for (var bytes : List.of(writer.zip(attack), writer.stream(attack))) {
      var file = Files.write(folder.resolve("attack.pt"), bytes);
      assertThatThrownBy(() -> WeightsFiles.open(file))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContainingAll("attack.pt", "posix.system", "nothing was executed");
    }
    assertThat(Path.of("executed")).doesNotExist();
  }

  @Test
  void aCompressedEntryIsRefusedUnread() throws IOException {
    var file = folder.resolve("bomb.pt");
    try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("net/data.pkl"));
      zip.write(new byte[50_000_000]);
      zip.closeEntry();
    }

    assertThat(Files.size(file)).isLessThan(100_000);
    assertThatThrownBy(() -> WeightsFiles.open(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("bomb.pt", "net/data.pkl is compressed");
  }

  @Test
  void aChangedWeightDoesNotAgreeWithTheChecksum() throws IOException {
    var bytes = new TorchWriter().floats("a", List.of(2L), 1, 2).zip(folder.resolve("a.pt"));
    var content = Files.readAllBytes(bytes);
    int weight = new String(content, StandardCharsets.ISO_8859_1).indexOf("net/data/0") + 12;
    content[weight] ^= 1;
    Files.write(bytes, content);

    try (var open = WeightsFiles.open(bytes)) {
      for (int attempt = 0; attempt < 2; attempt++) {
        assertThatThrownBy(() -> floats(open, "a"))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContainingAll("net/data/0", "checksum");
      }
    }
  }

  @Test
  void whatIsNoFileOfWeightsIsNamed() throws IOException {
    var text = Files.writeString(folder.resolve("notes.pt"), "weights of a network");

    assertThatThrownBy(() -> WeightsFiles.open(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("notes.pt", "safetensors");
    assertThatThrownBy(() -> WeightsFiles.open(folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is a folder");
    assertThatThrownBy(() -> WeightsFiles.open(folder.resolve("gone.pt")))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("gone.pt");
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  private List<Path> both(TorchWriter writer) throws IOException {
    return List.of(writer.zip(folder.resolve("zip.pt")), writer.stream(folder.resolve("old.pth")));
  }

  private void refused(TorchWriter writer, String... said) throws IOException {
    for (var file : new ArrayList<>(both(writer))) {
      assertThatThrownBy(() -> WeightsFiles.open(file))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContainingAll(said)
          .hasMessageContaining(file.getFileName().toString());
    }
  }

  private static float[] floats(WeightsFile open, String name) {
    return open.floats(open.tensor(name).orElseThrow());
  }
}
