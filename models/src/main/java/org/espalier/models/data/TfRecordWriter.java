package org.espalier.models.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.util.zip.CRC32C;

/**
 * Writes records in TensorFlow's record format: length, its checksum, the bytes, their checksum.
 *
 * <p><b>Source:</b> the format as TensorFlow documents it, {@code
 * tensorflow/core/lib/io/record_writer.h}; checksums are CRC-32C, rotated and offset.
 */
public final class TfRecordWriter {

  static final int HEADER_BYTES = Long.BYTES + Integer.BYTES;
  static final int FOOTER_BYTES = Integer.BYTES;
  private static final int MASK_OFFSET = 0xA282EAD8;

  private final WritableByteChannel channel;
  private long records;

  /** A writer to a channel; whoever opened it closes it. */
  public TfRecordWriter(WritableByteChannel channel) {
    this.channel = channel;
  }

  /** Appends a record and returns its place, from 0. */
  public long write(byte[] record) throws IOException {
    var framed = ByteBuffer.allocate(HEADER_BYTES + record.length + FOOTER_BYTES);
    framed.order(ByteOrder.LITTLE_ENDIAN).putLong(record.length);
    framed.putInt(checksum(framed.array(), 0, Long.BYTES));
    framed.put(record).putInt(checksum(record, 0, record.length)).flip();
    while (framed.hasRemaining()) {
      channel.write(framed);
    }
    return records++;
  }

  static int checksum(byte[] bytes, int offset, int length) {
    var crc = new CRC32C();
    crc.update(bytes, offset, length);
    return Integer.rotateRight((int) crc.getValue(), 15) + MASK_OFFSET;
  }
}
