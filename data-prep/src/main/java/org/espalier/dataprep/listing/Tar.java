package org.espalier.dataprep.listing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarFile;

/**
 * The files in a tar, or in a tar within a tar, as pieces of the outermost file. Nothing is
 * unpacked.
 */
final class Tar {

  /**
   * A file in a tar.
   *
   * @param name its path within the tar
   * @param offset position of its first byte in the outermost file
   * @param bytes its length
   */
  record Entry(String name, long offset, long bytes) {

    /** The last part of its path. */
    String fileName() {
      return name.substring(name.lastIndexOf('/') + 1);
    }

    /** The folder directly above it; empty where there is none. */
    String folder() {
      var parts = name.split("/", -1);
      return parts.length > 1 ? parts[parts.length - 2] : "";
    }
  }

  private Tar() {}

  /** The files of a whole tar. */
  static List<Entry> entries(String file) {
    return entries(file, 0, -1);
  }

  /**
   * The files of a tar that is a piece of a file.
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

  private static List<Entry> entries(
      String file, SeekableByteChannel channel, long offset, long bytes) throws IOException {
    var entries = new ArrayList<Entry>();
    try (var tar = new TarFile(new FileRange(channel, offset, bytes))) {
      for (var entry : tar.getEntries()) {
        var name = entry.getName();
        if (name.startsWith("/") || List.of(name.split("/", -1)).contains("..")) {
          throw new IllegalArgumentException(
              "%s holds '%s', which leaves the folder it is unpacked in: refused"
                  .formatted(file, Names.printable(name)));
        }
        if (entry.isFile()) {
          entries.add(new Entry(name, offset + entry.getDataOffset(), entry.getSize()));
        }
      }
    }
    return entries;
  }
}
