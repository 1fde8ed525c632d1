package org.espalier.transforms.benchmark;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Converted tables on disk, each named by the content of the file that it was converted from:
 * format number, checksum, then the columns as big-endian doubles. A converted table that is
 * damaged is as good as none, and one that cannot be written is a warning.
 */
public final class Nb201Cache {

  private static final Logger LOG = LoggerFactory.getLogger(Nb201Cache.class);
  private static final int FORMAT = 2;
  private static final long MAGIC = 0x6E62_3230_3100_0000L + FORMAT;
  private static final int HEADER_BYTES = 2 * Long.BYTES;
  private static final int COLUMN_BYTES = Nb201Rows.COUNT * Double.BYTES;
  private static final int BYTES = HEADER_BYTES + Nb201Rows.NAMES.size() * COLUMN_BYTES;

  private final Path folder;

  Nb201Cache(Path folder) {
    this.folder = folder;
  }

  /** The folder that {@code espalier.cache} names, or {@code .cache/espalier} at home. */
  static Nb201Cache atHome() {
    var home = Path.of(System.getProperty("user.home"), ".cache", "espalier");
    var named = System.getProperty("espalier.cache", "");
    return new Nb201Cache(named.isBlank() ? home : Path.of(named));
  }

  /**
   * The length and CRC-32 of a file's content: enough to tell the versions of one table apart, and
   * a hundred times as fast in a young JVM as a cryptographic hash.
   */
  static String key(byte[] bytes) {
    var crc = new CRC32();
    crc.update(bytes);
    return bytes.length + "-" + Long.toHexString(crc.getValue());
  }

  Path file(String key) {
    return folder.resolve("nb201-" + FORMAT + "-" + key + ".bin");
  }

  Optional<Nb201Rows> read(String key) {
    try {
      return decoded(ByteBuffer.wrap(Files.readAllBytes(file(key))));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      LOG.warn("{} cannot be read, so the table is converted again: {}", file(key), e);
      return Optional.empty();
    }
  }

  /** Writes under another name first: what has its final name is complete. */
  void write(String key, Nb201Rows rows) {
    try {
      Files.createDirectories(folder);
      var temporary = Files.createTempFile(folder, "nb201-", ".part");
      try {
        Files.write(temporary, encoded(rows));
        Files.move(temporary, file(key), StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException e) {
      LOG.warn("{} cannot be written, so the next start is slower: {}", file(key), e.toString());
    }
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  private static byte[] encoded(Nb201Rows rows) {
    var array = new byte[BYTES];
    var bytes = ByteBuffer.wrap(array).position(HEADER_BYTES);
    for (var column : rows.columns()) {
      bytes.asDoubleBuffer().put(column);
      bytes.position(bytes.position() + COLUMN_BYTES);
    }
    bytes.putLong(0, MAGIC).putLong(Long.BYTES, checksum(bytes));
    return array;
  }

  private static Optional<Nb201Rows> decoded(ByteBuffer bytes) {
    if (bytes.capacity() != BYTES
        || bytes.getLong(0) != MAGIC
        || bytes.getLong(Long.BYTES) != checksum(bytes)) {
      return Optional.empty();
    }
    var values = bytes.position(HEADER_BYTES).asDoubleBuffer();
    List<double[]> columns =
        Stream.generate(() -> new double[Nb201Rows.COUNT]).limit(Nb201Rows.NAMES.size()).toList();
    columns.forEach(values::get);
    return Optional.of(new Nb201Rows(columns));
  }

  private static long checksum(ByteBuffer bytes) {
    var crc = new CRC32();
    crc.update(bytes.slice(HEADER_BYTES, BYTES - HEADER_BYTES));
    return crc.getValue();
  }
}
