package org.espalier.dataprep.listing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarFile;

/**
 * The entries of a tar, or of a tar within a tar, as pieces of the outermost file. Nothing is
 * unpacked.
 */
final class Tar {

  /** What an entry can be. */
  enum Type {
    FILE,
    FOLDER,
    /** A symbolic link. */
    LINK,
    /** Another name of a file that came before. */
    HARD_LINK,
    /** A pipe, a device, a file with holes. */
    OTHER
  }

  /**
   * An entry.
   *
   * @param path its path, without dots and doubled slashes
   * @param type what it is
   * @param target what a link leads to, as it is written
   * @param offset position of its first byte in the outermost file
   * @param bytes its length
   */
  record Entry(String path, Type type, String target, long offset, long bytes) {}

  private static final int DEEPEST = 500;

  private Tar() {}

  /**
   * The entries of a tar that is a piece of a file.
   *
   * @param bytes its length; -1 for the whole file
   * @throws IllegalArgumentException naming an entry that would leave the folder it is unpacked in
   * @throws UncheckedIOException if it is truncated or no tar
   */
  static List<Entry> entries(String file, long offset, long bytes) {
    try (var channel = Bytes.channel(file)) {
      return entries(file, channel, offset, bytes < 0 ? channel.size() : bytes);
    } catch (IOException | IllegalStateException failure) {
      throw new UncheckedIOException(
          new IOException(
              file + " cannot be read as a tar, truncated? (" + failure.getMessage() + ")",
              failure));
    }
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  private static List<Entry> entries(
      String file, SeekableByteChannel channel, long offset, long bytes) throws IOException {
    var entries = new ArrayList<Entry>();
    try (var tar = new TarFile(new FileRange(channel, offset, bytes))) {
      for (var entry : tar.getEntries()) {
        var path = path(file, entry.getName());
        if (!path.isEmpty()) {
          var type = type(entry);
          boolean isFile = type == Type.FILE;
          entries.add(
              new Entry(
                  path,
                  type,
                  String.valueOf(entry.getLinkName()),
                  isFile ? offset + entry.getDataOffset() : 0,
                  isFile ? entry.getSize() : 0));
        }
      }
    }
    return entries;
  }

  private static Type type(TarArchiveEntry entry) {
    if (entry.isDirectory()) {
      return Type.FOLDER;
    }
    if (entry.isSymbolicLink()) {
      return Type.LINK;
    }
    if (entry.isLink()) {
      return Type.HARD_LINK;
    }
    boolean isOther =
        entry.isFIFO()
            || entry.isCharacterDevice()
            || entry.isBlockDevice()
            || entry.isSparse()
            || !entry.isFile();
    return isOther ? Type.OTHER : Type.FILE;
  }

  private static String path(String file, String name) {
    var parts = new ArrayList<String>();
    for (var part : name.split("/", -1)) {
      if (part.equals("..")) {
        throw leaving(file, name);
      }
      if (!part.isEmpty() && !part.equals(".")) {
        parts.add(part);
      }
    }
    if (name.startsWith("/")) {
      throw leaving(file, name);
    }
    if (parts.size() > DEEPEST) {
      throw new IllegalArgumentException(
          "%s holds a path of %d folders within folders, at most %d are read"
              .formatted(file, parts.size() - 1, DEEPEST - 1));
    }
    return String.join("/", parts);
  }

  private static IllegalArgumentException leaving(String file, String name) {
    return new IllegalArgumentException(
        "%s holds '%s', which leaves the folder it is unpacked in: refused"
            .formatted(file, Names.printable(name)));
  }
}
