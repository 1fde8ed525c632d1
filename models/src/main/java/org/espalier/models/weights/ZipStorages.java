package org.espalier.models.weights;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.espalier.models.pickle.Pickle;
import org.espalier.models.pickle.TorchTensor.TorchStorage;

/**
 * The zip form, torch's own since 1.6: {@code NAME/data.pkl}, and a storage in each {@code
 * NAME/data/KEY}. Torch stores entries as they are, so a compressed one is refused, and none takes
 * more memory than the file is long. Checksums are checked.
 */
final class ZipStorages implements Storages {

  private static final String PICKLE = "/data.pkl";
  private static final int BLOCK = 1 << 16;

  private final Path file;
  private final ZipFile zip;
  private final String folder;
  private final Object saved;
  private final Set<String> checked = new HashSet<>();

  ZipStorages(Path file) throws IOException {
    this.file = file;
    this.zip = open(file);
    try {
      this.folder = folder();
      checkByteOrder();
      var bytes = bytes(entry(folder + PICKLE), LIMITS.bytes());
      this.saved = Pickle.readTorch(file + PICKLE, new ByteArrayInputStream(bytes), LIMITS);
    } catch (IOException | RuntimeException refused) {
      zip.close();
      throw refused;
    }
  }

  @Override
  public Object saved() {
    return saved;
  }

  @Override
  public void check(TorchStorage storage, TensorType type) {
    var entry = entry(name(storage));
    long held = entry.getSize() / type.bytes();
    if (held != storage.elements() || entry.getSize() % type.bytes() != 0) {
      throw refused(
          "storage %s has %d bytes, not %d elements of %d bytes"
              .formatted(
                  Pickle.describe(storage.key()),
                  entry.getSize(),
                  storage.elements(),
                  type.bytes()));
    }
  }

  @Override
  public ByteBuffer read(TorchStorage storage, long from, int length) throws IOException {
    var entry = entry(name(storage));
    if (!checked.contains(entry.getName())) {
      checkSum(entry);
      checked.add(entry.getName());
    }
    try (var in = zip.getInputStream(entry)) {
      in.skipNBytes(from);
      var bytes = in.readNBytes(length);
      if (bytes.length < length) {
        throw new EOFException("storage %s ends early".formatted(storage.key()));
      }
      return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
  }

  @Override
  public void close() {
    try {
      zip.close();
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot close " + file, failure);
    }
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  private static ZipFile open(Path file) throws IOException {
    try {
      return new ZipFile(file.toFile());
    } catch (ZipException | IllegalArgumentException malformed) {
      throw new IllegalArgumentException(
          "%s is a damaged or truncated zip: %s".formatted(file, WeightsFiles.line(malformed)),
          malformed);
    }
  }

  private String folder() {
    var pickles =
        zip.stream()
            .map(ZipEntry::getName)
            .filter(name -> name.endsWith(PICKLE) && name.indexOf('/') == name.lastIndexOf('/'))
            .toList();
    if (pickles.size() != 1) {
      throw refused(
          "a torch checkpoint has one NAME/data.pkl, this zip has "
              + pickles.size()
              + ": name a file written by torch.save");
    }
    return pickles.get(0).substring(0, pickles.get(0).length() - PICKLE.length());
  }

  private void checkByteOrder() throws IOException {
    var entry = zip.getEntry(folder + "/byteorder");
    if (entry != null) {
      var order = new String(bytes(entry, BLOCK), StandardCharsets.UTF_8).strip();
      if (!order.equals("little")) {
        throw refused("its byte order is '%s', not little".formatted(Pickle.describe(order)));
      }
    }
  }

  private String name(TorchStorage storage) {
    return folder + "/data/" + storage.key();
  }

  private ZipEntry entry(String name) {
    var entry = zip.getEntry(name);
    if (entry == null) {
      throw refused("it has no entry " + Pickle.describe(name));
    }
    if (entry.getMethod() != ZipEntry.STORED || entry.getSize() != entry.getCompressedSize()) {
      throw refused(
          "entry %s is compressed, as torch never writes it".formatted(Pickle.describe(name)));
    }
    return entry;
  }

  private byte[] bytes(ZipEntry entry, long most) throws IOException {
    if (entry.getSize() > most) {
      throw refused(
          "entry %s has %d bytes, more than %d"
              .formatted(Pickle.describe(entry.getName()), entry.getSize(), most));
    }
    checkSum(entry);
    try (var in = zip.getInputStream(entry)) {
      return in.readNBytes(Math.toIntExact(entry.getSize()));
    }
  }

  /** Reads an entry block by block, and compares its checksum and length. */
  private void checkSum(ZipEntry entry) throws IOException {
    var sum = new CRC32();
    long length = 0;
    try (InputStream in = zip.getInputStream(entry)) {
      var block = new byte[BLOCK];
      for (int read = in.read(block); read >= 0; read = in.read(block)) {
        sum.update(block, 0, read);
        length += read;
      }
    }
    if (length != entry.getSize() || sum.getValue() != entry.getCrc()) {
      throw refused(
          "entry %s does not agree with its checksum: copy the file again"
              .formatted(Pickle.describe(entry.getName())));
    }
  }

  private IllegalArgumentException refused(String why) {
    return new IllegalArgumentException(file + ": " + why);
  }
}
