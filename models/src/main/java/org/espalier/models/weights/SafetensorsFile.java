package org.espalier.models.weights;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.espalier.models.pickle.Pickle;

/**
 * A file of safetensors: the length of a header, the header in JSON, and the tensors one after the
 * other without a gap.
 *
 * <p><b>Source:</b> the format's description in huggingface/safetensors, README.md.
 */
final class SafetensorsFile implements WeightsFile {

  /** What nets that were trained on several devices put before each name. */
  private static final String PARALLEL = "module.";

  static final String METADATA = "__metadata__";

  /** Far above the header of any network. */
  private static final long MOST_HEADER = 1 << 24;

  private static final int MOST_METADATA = 1 << 10;

  private static final ObjectMapper JSON =
      new ObjectMapper(
          JsonFactory.builder()
              .enable(com.fasterxml.jackson.core.StreamReadFeature.STRICT_DUPLICATE_DETECTION)
              .build());

  private final Path path;
  private final FileChannel channel;
  private final long data;
  private final Map<String, Long> starts = new HashMap<>();
  private final List<TensorEntry> tensors = new ArrayList<>();
  private final Map<String, String> metadata = new LinkedHashMap<>();

  private SafetensorsFile(Path path, FileChannel channel) throws IOException {
    this.path = path;
    this.channel = channel;
    long length = read(0, Long.BYTES).getLong();
    if (length < 2 || length > Math.min(MOST_HEADER, channel.size() - Long.BYTES)) {
      throw refused(
          "its header announces %d bytes, must be in [2, %d] and in the file"
              .formatted(length, MOST_HEADER));
    }
    this.data = Long.BYTES + length;
    parse(read(Long.BYTES, Math.toIntExact(length)));
  }

  static SafetensorsFile open(Path path) throws IOException {
    var channel = FileChannel.open(path);
    try {
      return new SafetensorsFile(path, channel);
    } catch (IOException | RuntimeException refused) {
      channel.close();
      throw refused;
    }
  }

  @Override
  public Path path() {
    return path;
  }

  @Override
  public String format() {
    return "safetensors";
  }

  @Override
  public List<TensorEntry> tensors() {
    return List.copyOf(tensors);
  }

  @Override
  public List<String> others() {
    return List.of();
  }

  @Override
  public Map<String, String> metadata() {
    return Collections.unmodifiableMap(metadata);
  }

  @Override
  public ByteBuffer read(TensorEntry tensor) {
    long start = Objects.requireNonNull(starts.get(tensor.name()), tensor.name());
    try {
      return read(data + start, Math.toIntExact(tensor.bytes()));
    } catch (IOException failure) {
      throw new UncheckedIOException("%s: %s".formatted(path, tensor.name()), failure);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot close " + path, failure);
    }
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  private ByteBuffer read(long from, int length) throws IOException {
    if (length > channel.size() - from) {
      throw new EOFException("it ends at byte " + channel.size());
    }
    var bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, from + bytes.position()) < 0) {
        throw new EOFException("it ends early");
      }
    }
    return bytes.flip();
  }

  private void parse(ByteBuffer header) throws IOException {
    JsonNode json;
    try (JsonParser parser = JSON.createParser(StandardCharsets.UTF_8.decode(header).toString())) {
      json = JSON.readTree(parser);
    } catch (JsonProcessingException malformed) {
      throw refused("its header is not JSON: " + malformed.getOriginalMessage());
    }
    if (json == null || !json.isObject()) {
      throw refused("its header is not a JSON object");
    }
    var fields =
        json.properties().stream().filter(field -> !field.getKey().equals(METADATA)).toList();
    boolean parallel = fields.stream().allMatch(field -> field.getKey().startsWith(PARALLEL));
    for (var field : fields) {
      var name = field.getKey();
      add(parallel ? name.substring(PARALLEL.length()) : name, field.getValue());
    }
    keep(json.path(METADATA));
    checkPlaces();
  }

  private void keep(JsonNode said) {
    if (said.isMissingNode()) {
      return;
    }
    if (!said.isObject() || said.size() > MOST_METADATA) {
      throw refused("%s must be an object of at most %d texts".formatted(METADATA, MOST_METADATA));
    }
    for (var field : said.properties()) {
      if (!field.getValue().isTextual()) {
        throw refused(
            "%s %s must be a text, was %s"
                .formatted(
                    METADATA, Pickle.describe(field.getKey()), Pickle.describe(field.getValue())));
      }
      metadata.put(field.getKey(), field.getValue().asText());
    }
  }

  private void add(String name, JsonNode tensor) {
    var type =
        TensorType.named(tensor.path("dtype").asText())
            .orElseThrow(
                () ->
                    refused(
                        "tensor %s has type %s"
                            .formatted(
                                Pickle.describe(name), Pickle.describe(tensor.path("dtype")))));
    var shape = new ArrayList<Long>();
    tensor.path("shape").forEach(extent -> shape.add(extent.asLong(-1)));
    var entry = new TensorEntry(name, type, shape);
    var flaw = tensor.path("shape").isArray() ? entry.flaw() : "has no shape";
    long start = tensor.path("data_offsets").path(0).asLong(-1);
    long end = tensor.path("data_offsets").path(1).asLong(-1);
    if (flaw.isEmpty() && (start < 0 || end < start || end - start != entry.bytes())) {
      flaw = "lies in bytes [%d, %d), but has %d".formatted(start, end, entry.bytes());
    }
    if (!flaw.isEmpty()) {
      throw refused("tensor %s %s".formatted(Pickle.describe(name), flaw));
    }
    starts.put(name, start);
    tensors.add(entry);
  }

  /** Tensors follow each other to the end of the file. */
  private void checkPlaces() throws IOException {
    tensors.sort(Comparator.comparingLong(this::start).thenComparingLong(TensorEntry::bytes));
    long end = 0;
    for (var tensor : tensors) {
      if (start(tensor) != end) {
        throw refused(
            "tensor %s begins at byte %d, the one before ends at %d"
                .formatted(Pickle.describe(tensor.name()), start(tensor), end));
      }
      end += tensor.bytes();
    }
    if (end != channel.size() - data) {
      throw refused(
          "its tensors have %d bytes, the file %d: it is truncated, or is something else"
              .formatted(end, channel.size() - data));
    }
  }

  private long start(TensorEntry tensor) {
    return Objects.requireNonNull(starts.get(tensor.name()));
  }

  private IllegalArgumentException refused(String why) {
    return new IllegalArgumentException(path + ": " + why);
  }
}
