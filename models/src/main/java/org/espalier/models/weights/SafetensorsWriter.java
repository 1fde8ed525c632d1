package org.espalier.models.weights;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Writes files of safetensors, which PyTorch, JAX and others read. One tensor is in memory at a
 * time; the file appears whole or not at all.
 */
public final class SafetensorsWriter {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int ALIGNMENT = 8;

  private SafetensorsWriter() {}

  /**
   * Writes a file, over one that is there.
   *
   * @param tensors in the order of the file
   * @param data the elements of each, little-endian, row-major; called once for each, in order
   * @param metadata what readers show beside them
   * @throws UncheckedIOException if it cannot be written
   */
  public static void write(
      Path file,
      List<TensorEntry> tensors,
      Function<TensorEntry, ByteBuffer> data,
      Map<String, String> metadata) {
    var target = file.toAbsolutePath();
    // A name of this write alone; a link that lies there all the same is not followed.
    var own = ProcessHandle.current().pid() + "-" + System.nanoTime();
    var partial = target.resolveSibling("." + own + ".writing");
    try {
      var parent = target.getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      try {
        fill(partial, tensors, data, header(tensors, metadata));
        Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(partial);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot write " + file, failure);
    }
  }

  /** Floats as the elements of a tensor. */
  public static ByteBuffer bytes(float[] values) {
    var bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return bytes;
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  private static void fill(
      Path file, List<TensorEntry> tensors, Function<TensorEntry, ByteBuffer> data, byte[] header)
      throws IOException {
    try (var channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      var length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      write(channel, length.putLong(header.length).flip());
      write(channel, ByteBuffer.wrap(header));
      for (var tensor : tensors) {
        var bytes = data.apply(tensor);
        if (bytes.remaining() != tensor.bytes()) {
          throw new IllegalArgumentException(
              "%s has %d bytes, not %d"
                  .formatted(tensor.name(), bytes.remaining(), tensor.bytes()));
        }
        write(channel, bytes);
      }
      channel.force(true);
    }
  }

  private static void write(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private static byte[] header(List<TensorEntry> tensors, Map<String, String> metadata)
      throws IOException {
    var header = new LinkedHashMap<String, Object>();
    if (!metadata.isEmpty()) {
      header.put(SafetensorsFile.METADATA, metadata);
    }
    long start = 0;
    for (var tensor : tensors) {
      long end = start + tensor.bytes();
      var entry = new LinkedHashMap<String, Object>();
      entry.put("dtype", tensor.type().name());
      entry.put("shape", tensor.shape());
      entry.put("data_offsets", List.of(start, end));
      if (header.put(tensor.name(), entry) != null) {
        var twice = tensors.stream().map(TensorEntry::name).collect(Collectors.joining(", "));
        throw new IllegalArgumentException("a tensor is there twice in " + twice);
      }
      start = end;
    }
    var json = JSON.writeValueAsString(header);
    int length = json.getBytes(StandardCharsets.UTF_8).length;
    // Blanks, as the format has them, so that tensors begin at a multiple of their elements' size.
    return (json + " ".repeat(Math.floorMod(-length, ALIGNMENT))).getBytes(StandardCharsets.UTF_8);
  }
}
