package org.espalier.models.weights;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.espalier.models.pickle.Pickle;
import org.espalier.models.pickle.TorchTensor;
import org.espalier.models.pickle.TorchTensor.TorchStorage;

/**
 * The stream form, torch's own before 1.6: pickles of a magic number, a version, the machine, what
 * was saved, and the keys of storages; then each storage, the number of its elements before it.
 */
final class StreamStorages implements Storages {

  private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
  private static final long VERSION = 1001;

  private final Path file;
  private final FileChannel channel;
  private final Object saved;
  private final Map<String, Long> starts = new HashMap<>();
  private final Map<String, Long> elements = new HashMap<>();

  StreamStorages(Path file) throws IOException {
    this.file = file;
    try (var in = new Counting(new BufferedInputStream(Files.newInputStream(file)))) {
      if (!MAGIC.equals(pickle(in)) || !Long.valueOf(VERSION).equals(pickle(in))) {
        throw refused("it is not a torch checkpoint: its first numbers are not torch's");
      }
      if (pickle(in) instanceof Map<?, ?> machine
          && Boolean.FALSE.equals(machine.get("little_endian"))) {
        throw refused("its byte order is big, not little");
      }
      this.saved = pickle(in);
      var types = new LinkedHashMap<String, TensorType>();
      types(saved, types, Collections.newSetFromMap(new IdentityHashMap<>()));
      locate(in, pickle(in), types);
    }
    this.channel = FileChannel.open(file);
  }

  @Override
  public Object saved() {
    return saved;
  }

  @Override
  public void check(TorchStorage storage, TensorType type) {
    var there = elements.get(storage.key());
    if (there == null || there != storage.elements()) {
      throw refused(
          "storage %s has %s elements, not %d"
              .formatted(
                  Pickle.describe(storage.key()),
                  there == null ? "no" : there,
                  storage.elements()));
    }
  }

  @Override
  public ByteBuffer read(TorchStorage storage, long from, int length) throws IOException {
    var start = starts.get(storage.key());
    if (start == null) {
      throw refused("storage %s is not there".formatted(Pickle.describe(storage.key())));
    }
    var bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    for (long at = start + from; bytes.hasRemaining(); ) {
      int read = channel.read(bytes, at);
      if (read < 0) {
        throw new EOFException("storage %s ends early".formatted(storage.key()));
      }
      at += read;
    }
    return bytes.flip();
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot close " + file, failure);
    }
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  private Object pickle(InputStream in) throws IOException {
    return Pickle.readTorch(file.toString(), in, LIMITS);
  }

  /** The element type of each storage that a tensor refers to; each container is seen once. */
  private void types(Object value, Map<String, TensorType> types, Set<Object> seen) {
    if (value instanceof TorchTensor tensor) {
      var storage = tensor.storage();
      var type = TorchFile.type(file, storage);
      var known = types.putIfAbsent(storage.key(), type);
      if (known != null && known != type) {
        throw refused(
            "storage %s is both %s and %s".formatted(Pickle.describe(storage.key()), known, type));
      }
    } else if (value instanceof Map<?, ?> map && seen.add(value)) {
      map.values().forEach(item -> types(item, types, seen));
    } else if (value instanceof List<?> list && seen.add(value)) {
      list.forEach(item -> types(item, types, seen));
    }
  }

  private void locate(Counting in, Object keys, Map<String, TensorType> types) throws IOException {
    if (!(keys instanceof List<?> list)) {
      throw refused("its storages have no list of keys");
    }
    long end = Files.size(file);
    for (var key : list) {
      var type = types.get(String.valueOf(key));
      if (type == null || !(key instanceof String name) || starts.containsKey(name)) {
        throw refused(
            "storage %s belongs to no tensor, or is there twice".formatted(Pickle.describe(key)));
      }
      var count = in.readNBytes(Long.BYTES);
      if (count.length < Long.BYTES) {
        throw new EOFException("it ends before storage " + Pickle.describe(name));
      }
      long size = ByteBuffer.wrap(count).order(ByteOrder.LITTLE_ENDIAN).getLong();
      if (size < 0 || size > (end - in.position()) / type.bytes()) {
        throw refused(
            "storage %s announces %d elements, more than are left in the file: it is truncated"
                .formatted(Pickle.describe(name), size));
      }
      starts.put(name, in.position());
      elements.put(name, size);
      in.skipNBytes(size * type.bytes());
    }
  }

  private IllegalArgumentException refused(String why) {
    return new IllegalArgumentException(file + ": " + why);
  }

  /** Knows how far it has read. */
  private static final class Counting extends FilterInputStream {
    private long position;

    Counting(InputStream in) {
      super(in);
    }

    long position() {
      return position;
    }

    @Override
    public int read() throws IOException {
      int next = super.read();
      position += next < 0 ? 0 : 1;
      return next;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = super.read(bytes, offset, length);
      position += Math.max(0, read);
      return read;
    }

    @Override
    public long skip(long count) throws IOException {
      long skipped = super.skip(count);
      position += skipped;
      return skipped;
    }
  }
}
