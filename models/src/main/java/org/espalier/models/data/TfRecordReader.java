package org.espalier.models.data;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads records in TensorFlow's record format, checking each checksum before it is believed. */
public final class TfRecordReader implements AutoCloseable {

  private static final int LARGEST = 1 << 30;

  private final String name;
  private final InputStream in;
  private long records;

  /**
   * A reader of a stream, which it closes.
   *
   * @param name name of the file, for messages
   */
  public TfRecordReader(String name, InputStream in) {
    this(name, in, 0);
  }

  /** A reader of a stream that begins at a later record. */
  TfRecordReader(String name, InputStream in, long first) {
    this.name = name;
    this.in = in;
    this.records = first;
  }

  /**
   * The next record, or empty at the end.
   *
   * @throws IOException naming file and record, where it is truncated or damaged
   */
  public Optional<byte[]> next() throws IOException {
    var length = length();
    if (length.isEmpty()) {
      return Optional.empty();
    }
    var record = in.readNBytes((int) length.getAsLong());
    var footer = in.readNBytes(TfRecordWriter.FOOTER_BYTES);
    if (footer.length < TfRecordWriter.FOOTER_BYTES) {
      throw damaged("is truncated");
    }
    int checksum = ByteBuffer.wrap(footer).order(ByteOrder.LITTLE_ENDIAN).getInt();
    if (checksum != TfRecordWriter.checksum(record, 0, record.length)) {
      throw damaged("does not match its checksum");
    }
    records++;
    return Optional.of(record);
  }

  /**
   * Passes over the next record without reading it, and returns its length in bytes; empty at the
   * end.
   *
   * @throws IOException naming file and record, where it is truncated or its length is damaged
   */
  OptionalLong skip() throws IOException {
    var length = length();
    if (length.isPresent()) {
      try {
        in.skipNBytes(length.getAsLong() + TfRecordWriter.FOOTER_BYTES);
      } catch (EOFException end) {
        throw damaged("is truncated");
      }
      records++;
    }
    return length;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  private OptionalLong length() throws IOException {
    var header = in.readNBytes(TfRecordWriter.HEADER_BYTES);
    if (header.length == 0) {
      return OptionalLong.empty();
    }
    if (header.length < TfRecordWriter.HEADER_BYTES) {
      throw damaged("is truncated");
    }
    var fields = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
    long length = fields.getLong();
    if (fields.getInt() != TfRecordWriter.checksum(header, 0, Long.BYTES)
        || length < 0
        || length > LARGEST) {
      throw damaged("has a damaged length");
    }
    return OptionalLong.of(length);
  }

  private IOException damaged(String what) {
    return new IOException("record " + records + " of " + name + " " + what);
  }
}
