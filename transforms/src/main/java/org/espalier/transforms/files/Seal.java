package org.espalier.transforms.files;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * How a file ends in the SHA-256 of all its other bytes and stays what it is: other programs that
 * read its format pass the digest over. Any changed bit and any cut is found, wherever it is, and a
 * file needs no other beside it.
 *
 * <p>Files without a seal, those of earlier versions and of others, are read without a check.
 */
public enum Seal {
  /**
   * An Avro container file: the digest lies in a last block, which holds no records: their number,
   * the block's size, the head of a stored block of deflate.
   */
  AVRO("\u0000j\u00010\u0000\u00CF\u00FFEspalier SHA-256", 16, 16) {
    @Override
    String before(String held) {
      // The marker between blocks, here that of the block before.
      return held + mark();
    }

    @Override
    String after(String held) {
      return held;
    }
  },

  /**
   * A Parquet file: the digest lies behind the structure of the footer, where the signature of a
   * signed file would.
   */
  PARQUET("Espalier SHA-256", 8, 8) {
    @Override
    String after(String held) {
      var footer = ByteBuffer.wrap(held.getBytes(ISO_8859_1)).order(LITTLE_ENDIAN);
      footer.putInt(0, footer.getInt(0) + mark().length() + BYTES);
      return new String(footer.array(), ISO_8859_1);
    }
  },

  /** An object of JSON on lines of its own: the digest is its last value, in hexadecimal digits. */
  JSON(",\n  \"sha256\" : \"", 3, "\"\n}\n") {
    @Override
    String before(String held) {
      if (!held.equals("\n}\n")) {
        throw new IllegalArgumentException("the JSON to seal must end in a line with a brace");
      }
      return mark();
    }
  },

  /** A page of HTML, or a drawing in SVG: the digest is its last comment. */
  HTML("<!-- sha256 ", 0, " -->\n"),

  /** Any other text: the digest is its last line, a comment. */
  TEXT("# sha256 ", 0, "\n");

  /** Bytes of a digest. */
  private static final int BYTES = 32;

  private static final int BUFFER = 1 << 16;

  private final String mark;
  private final int held;
  private final int end;
  private final String tail;

  /** A binary format, whose end depends on the content. */
  Seal(String mark, int held, int end) {
    this.mark = mark;
    this.held = held;
    this.end = end;
    this.tail = "";
  }

  /** A text format, which always ends alike. */
  Seal(String mark, int held, String tail) {
    this.mark = mark;
    this.held = held;
    this.end = tail.length();
    this.tail = tail;
  }

  /** The seal of a text file, by the ending of its name. */
  public static Seal ofText(String path) {
    return path.endsWith(".json")
        ? JSON
        : path.endsWith(".html") || path.endsWith(".svg") ? HTML : TEXT;
  }

  /**
   * Checks an open file.
   *
   * @param path the file, for messages
   * @param channel its bytes; at its start afterwards
   * @return whether it has a seal; one without is not checked
   * @throws DamagedFileException where the seal is not that of the other bytes
   */
  public boolean check(String path, SeekableByteChannel channel) throws IOException {
    var digits = isText() ? 2 * BYTES : BYTES;
    var place = channel.size() - end - digits;
    if (place < mark.length() || !isMark(read(channel, place - mark.length(), mark.length()))) {
      channel.position(0);
      return false;
    }
    var found = read(channel, place, digits);
    var last = read(channel, place + digits, end);
    var digest = ContentName.sha256();
    channel.position(0);
    var buffer = ByteBuffer.allocate(BUFFER);
    for (long left = place; left > 0; left -= buffer.limit()) {
      buffer.clear().limit((int) Math.min(BUFFER, left));
      fill(channel, buffer);
      digest.update(buffer.flip());
    }
    digest.update(last);
    if (!Arrays.equals(found, written(digest))) {
      throw new DamagedFileException(path, "its bytes are not those that were written");
    }
    channel.position(0);
    return true;
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  /** A sealed text without its seal. */
  String strip(String text) {
    var place = text.length() - end - 2 * BYTES - mark.length();
    return text.substring(0, place) + text.substring(text.length() - held);
  }

  /** What precedes the digest, in Latin-1, where the content without its last bytes ends. */
  String before(String lastBytes) {
    return mark;
  }

  /** What follows the digest, in Latin-1. */
  String after(String lastBytes) {
    return tail;
  }

  /** Bytes at the end of the content that the seal is made from and takes the place of. */
  int held() {
    return held;
  }

  /** The bytes right before the digest. */
  String mark() {
    return mark;
  }

  /** The digest as it stands in the file. */
  byte[] written(MessageDigest digest) {
    var bytes = digest.digest();
    return isText() ? HexFormat.of().formatHex(bytes).getBytes(ISO_8859_1) : bytes;
  }

  private boolean isText() {
    return this != AVRO && this != PARQUET;
  }

  /** Whether this was the mark: a damaged one must not make the file one without a seal. */
  private boolean isMark(byte[] bytes) {
    var equal = 0;
    for (var i = 0; i < bytes.length; i++) {
      equal += bytes[i] == (byte) mark.charAt(i) ? 1 : 0;
    }
    return 2 * equal > bytes.length;
  }

  private static byte[] read(SeekableByteChannel channel, long place, int length)
      throws IOException {
    var bytes = ByteBuffer.allocate(length);
    fill(channel.position(place), bytes);
    return bytes.array();
  }

  private static void fill(SeekableByteChannel channel, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        throw new EOFException("it ends before its length");
      }
    }
  }
}
