package org.espalier.transforms.tables;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * The text of a CSV file: unpacked where it is compressed by gzip, whatever its name, without its
 * byte order mark, decoded as UTF-8. Files of other kinds are refused by their first bytes.
 */
final class CsvInput {

  /** Bytes of the largest table that is read, unpacked. */
  static final long MOST_BYTES = 128L << 20;

  private static final String GZIP = "\u001F\u008B";
  private static final String BYTE_ORDER_MARK = "\u00EF\u00BB\u00BF";
  private static final int TAR_PLACE = 257;
  private static final int LOOKED_AT = 512;

  /**
   * What is often taken for a CSV.
   *
   * @param place where its mark is
   * @param mark bytes by which it is known, in Latin-1
   * @param what what it is, and what to do
   */
  private record Foreign(int place, String mark, String what) {}

  private static final List<Foreign> FOREIGN =
      List.of(
          new Foreign(
              0,
              "PK\u0003\u0004",
              "a ZIP archive or a spreadsheet (.xlsx): unpack it, or save it as CSV"),
          new Foreign(0, "PAR1", "Parquet: name it .parquet"),
          new Foreign(0, "BZh", "compressed by bzip2: unpack it, or compress it by gzip"),
          new Foreign(0, "\u00FD7zXZ", "compressed by xz: unpack it, or compress it by gzip"),
          new Foreign(0, "(\u00B5/\u00FD", "compressed by zstd: unpack it, or compress it by gzip"),
          new Foreign(0, "\u00FF\u00FE", "text in UTF-16: save it as UTF-8"),
          new Foreign(0, "\u00FE\u00FF", "text in UTF-16: save it as UTF-8"),
          new Foreign(0, "<", "HTML or XML, perhaps the page of a download: fetch the file itself"),
          new Foreign(
              TAR_PLACE,
              "ustar",
              "a tar archive: unpack it first (tar xf), then name what was in it"));

  private CsvInput() {}

  /**
   * Opens the text; closing it closes the stream.
   *
   * @param name name of the file, for messages
   * @throws IllegalArgumentException naming the file, if it is of another kind
   */
  static Reader open(String name, InputStream raw) throws IOException {
    InputStream in = new BufferedInputStream(raw, 1 << 16);
    if (head(in).startsWith(GZIP)) {
      in = new BufferedInputStream(new GZIPInputStream(in, 1 << 16), 1 << 16);
    }
    var head = head(in);
    for (var foreign : FOREIGN) {
      if (head.startsWith(foreign.mark(), foreign.place())) {
        throw new IllegalArgumentException(name + " is not CSV but " + foreign.what());
      }
    }
    if (head.startsWith(BYTE_ORDER_MARK)) {
      in.skipNBytes(BYTE_ORDER_MARK.length());
    }
    var strict =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    return new InputStreamReader(new Bounded(name, in), strict);
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  private static String head(InputStream in) throws IOException {
    in.mark(LOOKED_AT);
    var head = in.readNBytes(LOOKED_AT);
    in.reset();
    return new String(head, StandardCharsets.ISO_8859_1);
  }

  /** Ends a file that unpacks to more than any table needs. */
  private static final class Bounded extends FilterInputStream {

    private final String name;
    private long read;

    Bounded(String name, InputStream in) {
      super(in);
      this.name = name;
    }

    @Override
    public int read() throws IOException {
      return counted(super.read(), 1);
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int count = super.read(into, offset, length);
      return counted(count, count);
    }

    private int counted(int result, int bytes) {
      read += Math.max(0, bytes);
      if (read > MOST_BYTES) {
        throw new IllegalArgumentException(
            "%s holds more than %,d MB of text: no table of this kind is as large"
                .formatted(name, MOST_BYTES >> 20));
      }
      return result;
    }
  }
}
