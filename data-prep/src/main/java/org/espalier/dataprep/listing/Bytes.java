package org.espalier.dataprep.listing;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import org.apache.beam.sdk.io.FileSystems;

/** Reads pieces of files, on this machine or on any Beam file system; keeps the last file open. */
public final class Bytes implements AutoCloseable {

  /** Longest piece that is read into memory: no image file is as large. */
  public static final int LONGEST = 1 << 28;

  private static final SeekableByteChannel NONE = new FileRange(null, 0, 0);

  private String open = "";
  private SeekableByteChannel channel = NONE;

  /** Whether a path is one of Beam's other file systems. */
  public static boolean isRemote(String path) {
    return LocalPath.isRemote(path);
  }

  /** Opens a file at its start. */
  public static SeekableByteChannel channel(String file) throws IOException {
    if (!isRemote(file)) {
      return Files.newByteChannel(LocalPath.of(file));
    }
    var opened = FileSystems.open(FileSystems.matchNewResource(file, false));
    if (opened instanceof SeekableByteChannel seekable) {
      return seekable;
    }
    opened.close();
    throw new IOException(file + " lies on a file system that cannot seek");
  }

  /**
   * Reads a piece.
   *
   * @param length its length; -1 for all that follows
   * @throws EOFException if the file ends before it
   */
  public byte[] read(String file, long offset, long length) throws IOException {
    if (!open.equals(file)) {
      close();
      channel = channel(file);
      open = file;
    }
    long wanted = length < 0 ? channel.size() - offset : length;
    if (wanted > LONGEST) {
      throw new IOException("it is %d bytes long, at most %d are read".formatted(wanted, LONGEST));
    }
    channel.position(offset);
    var bytes = ByteBuffer.allocate((int) wanted);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes) < 0) {
        throw new EOFException("the file ends %d bytes before it".formatted(bytes.remaining()));
      }
    }
    return bytes.array();
  }

  @Override
  public void close() throws IOException {
    open = "";
    channel.close();
    channel = NONE;
  }
}
