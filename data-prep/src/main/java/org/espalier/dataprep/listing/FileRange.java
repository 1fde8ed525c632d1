package org.espalier.dataprep.listing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of a file as a file of its own, for an archive within an archive. Closing it closes the
 * file.
 */
final class FileRange implements SeekableByteChannel {

  private final @Nullable SeekableByteChannel file;
  private final long offset;
  private final long length;
  private long position;

  /** A stretch; of no file where that is null: an empty one. */
  FileRange(@Nullable SeekableByteChannel file, long offset, long length) {
    this.file = file;
    this.offset = offset;
    this.length = length;
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    if (file == null || position >= length) {
      return -1;
    }
    var part = into.duplicate();
    part.limit((int) Math.min(into.limit(), into.position() + length - position));
    file.position(offset + position);
    int read = file.read(part);
    if (read > 0) {
      position += read;
      into.position(into.position() + read);
    }
    return read;
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public SeekableByteChannel position(long newPosition) {
    position = newPosition;
    return this;
  }

  @Override
  public long size() {
    return length;
  }

  @Override
  public int write(ByteBuffer from) {
    throw new NonWritableChannelException();
  }

  @Override
  public SeekableByteChannel truncate(long size) {
    throw new NonWritableChannelException();
  }

  @Override
  public boolean isOpen() {
    return file == null || file.isOpen();
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      file.close();
    }
  }
}
