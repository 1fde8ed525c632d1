package org.espalier.models.weights;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SafetensorsTest {

  @TempDir private Path folder;

  @Test
  void whatIsWrittenIsReadToTheBit() {
    var file = folder.resolve("a.safetensors");
    var tensors =
        List.of(
            new TensorEntry("a.weight", TensorType.F32, List.of(2L, 2L)),
            new TensorEntry("a.bias", TensorType.F32, List.of(1L)),
            new TensorEntry("empty", TensorType.F32, List.of(0L)));
    var values =
        Map.of(
            "a.weight", new float[] {1, -0f, Float.MIN_VALUE, 3e38f},
            "a.bias", new float[] {0.1f},
            "empty", new float[0]);

    SafetensorsWriter.write(
        file,
        tensors,
        tensor -> SafetensorsWriter.bytes(requireNonNull(values.get(tensor.name()))),
        Map.of("format", "pt"));

    try (var open = WeightsFiles.open(file)) {
      assertThat(open.tensors()).containsExactlyInAnyOrderElementsOf(tensors);
      for (var tensor : tensors) {
        assertThat(open.floats(tensor)).isEqualTo(requireNonNull(values.get(tensor.name())));
      }
    }
    assertThat(folder).isDirectoryNotContaining("glob:**.writing");
  }

  @Test
  void thePrefixOfParallelTrainingIsLeftOut() {
    var file = folder.resolve("parallel.safetensors");
    SafetensorsWriter.write(
        file,
        List.of(new TensorEntry("module.a", TensorType.F32, List.of(1L))),
        tensor -> SafetensorsWriter.bytes(new float[] {5}),
        Map.of());
    try (var open = WeightsFiles.open(file)) {
      assertThat(open.floats(open.tensor("a").orElseThrow())).containsExactly(5);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}} | 4 | its tensors have 8"
            + " bytes",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}} | 4 | tensor a lies in"
            + " bytes",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}} | 4 | negative extent",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}} | 8 | begins at byte 4",
        "{\"a\":{\"dtype\":\"C64\",\"shape\":[1],\"data_offsets\":[0,8]}} | 8 | tensor a has type",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]} | 4 | not JSON",
        "{\"a\":1,\"a\":2} | 0 | not JSON",
      })
  void aHeaderThatLiesIsRefused(String header, int data, String said) throws IOException {
    var json = header.getBytes(StandardCharsets.UTF_8);
    var file = Files.write(folder.resolve("wrong.safetensors"), bytes(json.length, json, data));

    assertThatThrownBy(() -> WeightsFiles.open(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("wrong.safetensors", said);
  }

  /** Such a length begins as a pickle does. */
  @ParameterizedTest
  @ValueSource(ints = {128, 640})
  void aHeaderOfAnyLengthIsRead(int length) throws IOException {
    var json = "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}";
    var padded = (json + " ".repeat(length - json.length())).getBytes(StandardCharsets.UTF_8);
    var file = Files.write(folder.resolve("a.safetensors"), bytes(length, padded, 4));

    try (var open = WeightsFiles.open(file)) {
      assertThat(open.format()).isEqualTo("safetensors");
      assertThat(open.floats(open.tensors().get(0))).containsExactly(0);
    }
  }

  @Test
  void metadataAreTexts() throws IOException {
    var file = folder.resolve("said.safetensors");
    var said = Map.of("format", "pt", "ε", "1e-3");
    SafetensorsWriter.write(file, List.of(), tensor -> ByteBuffer.allocate(0), said);
    try (var open = WeightsFiles.open(file)) {
      assertThat(open.metadata()).isEqualTo(said);
    }
    for (var wrong : List.of("{\"__metadata__\":{\"a\":1}}", "{\"__metadata__\":[]}")) {
      var json = wrong.getBytes(StandardCharsets.UTF_8);
      Files.write(file, bytes(json.length, json, 0));
      assertThatThrownBy(() -> WeightsFiles.open(file))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContainingAll("said.safetensors", "__metadata__", "text");
    }
  }

  @Test
  void whatLiesBesideTheFileIsNotWritten() throws IOException {
    var other = Files.writeString(folder.resolve("other.txt"), "mine");
    Files.createSymbolicLink(folder.resolve(".a.safetensors.writing"), other);
    var file = folder.resolve("a.safetensors");
    SafetensorsWriter.write(file, List.of(), tensor -> ByteBuffer.allocate(0), Map.of());
    assertThat(other).hasContent("mine");
    assertThat(file).isRegularFile().isNotEqualTo(other);
  }

  @Test
  void aHeaderBeyondTheFileAllocatesNothing() throws IOException {
    var json = "{}".getBytes(StandardCharsets.UTF_8);
    var file = Files.write(folder.resolve("long.safetensors"), bytes(1L << 60, json, 0));

    assertThatThrownBy(() -> WeightsFiles.open(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("announces " + (1L << 60) + " bytes");
  }

  private static byte[] bytes(long length, byte[] header, int data) {
    return ByteBuffer.allocate(8 + header.length + data)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(length)
        .put(header)
        .array();
  }
}
