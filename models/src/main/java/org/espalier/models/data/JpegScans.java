package org.espalier.models.data;

import java.util.ArrayList;
import java.util.List;

/**
 * Walks through the scans of a JPEG file without making pixels of them. Decoders fill up with grey
 * what a file lacks, and a small file can ask for hours of work: both show here, at a fraction of
 * the cost of decoding.
 */
final class JpegScans {

  /** Scans of the most that a file may have; encoders write about ten. */
  static final int MOST_SCANS = 100;

  private static final int END_OF_IMAGE = 0xD9;
  private static final int START_OF_SCAN = 0xDA;
  private static final int HUFFMAN_TABLES = 0xC4;
  private static final int RESTART_INTERVAL = 0xDD;
  private static final int BASELINE = 0xC0;
  private static final int EXTENDED = 0xC1;
  private static final int PROGRESSIVE = 0xC2;

  private final byte[] file;
  private final JpegHuffman[] dc = new JpegHuffman[4];
  private final JpegHuffman[] ac = new JpegHuffman[4];
  private final List<Component> components = new ArrayList<>();
  private int frame;
  private int width;
  private int height;
  private int restartInterval;
  private int at = 2;

  /** A component of the frame, and whether a scan has covered it. */
  private static final class Component {
    private final int id;
    private final int across;
    private final int down;
    private boolean covered;

    Component(int id, int sampling) {
      this.id = id;
      this.across = Math.max(1, sampling >> 4);
      this.down = Math.max(1, sampling & 15);
    }
  }

  private JpegScans(byte[] file) {
    this.file = file;
  }

  /**
   * Checks a file whose header was read.
   *
   * @param mostWork pixels times scans, at most
   * @throws BadImageException if it has too many scans, or data for a part of its picture only
   */
  static void check(byte[] file, ImageHeader header, long mostWork) throws BadImageException {
    int scans = count(file);
    if (scans > MOST_SCANS || scans * header.pixels() > mostWork) {
      throw new BadImageException(
          "has %d scans of %d x %d pixels, more work than is allowed (%d scans, %d pixels in all of them)"
              .formatted(scans, header.width(), header.height(), MOST_SCANS, mostWork));
    }
    new JpegScans(file).walk();
  }

  /** Scans of a file, counted by their markers. */
  static int count(byte[] file) {
    int scans = 0;
    for (int i = 2; i + 1 < file.length; i++) {
      if ((file[i] & 0xFF) == 0xFF) {
        int marker = file[i + 1] & 0xFF;
        if (marker == END_OF_IMAGE) {
          break;
        }
        scans += marker == START_OF_SCAN ? 1 : 0;
        // Segments are jumped over: what looks like a marker in them is none.
        boolean hasLength = marker >= 0xC0 && marker < 0xFF && !(marker >= 0xD0 && marker <= 0xD9);
        if (hasLength && i + 3 < file.length) {
          i += 1 + (((file[i + 2] & 0xFF) << 8) | (file[i + 3] & 0xFF));
        }
      }
    }
    return scans;
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  /** Decoders say themselves what is wrong with markers and tables: here that ends the walk. */
  private void walk() throws BadImageException {
    while (at + 3 < file.length) {
      if (u8(at) != 0xFF || u8(at + 1) == 0xFF) {
        at++;
        continue;
      }
      int marker = u8(at + 1);
      int length = (u8(at + 2) << 8) | u8(at + 3);
      int content = at + 4;
      if (marker == END_OF_IMAGE) {
        break;
      } else if (marker == 0 || (marker >= 0xD0 && marker <= 0xD7)) {
        at += 2;
      } else if (at + 2 + length > file.length) {
        return;
      } else {
        at += 2 + length;
        segment(marker, content, at);
      }
    }
    for (var component : components) {
      if (!component.covered) {
        throw incomplete(0, 1);
      }
    }
  }

  private void segment(int marker, int content, int end) throws BadImageException {
    if (marker == BASELINE || marker == EXTENDED || marker == PROGRESSIVE) {
      frame = marker;
      height = (u8(content + 1) << 8) | u8(content + 2);
      width = (u8(content + 3) << 8) | u8(content + 4);
      components.clear();
      for (int i = 0; i < u8(content + 5) && content + 8 + 3 * i < end; i++) {
        components.add(new Component(u8(content + 6 + 3 * i), u8(content + 7 + 3 * i)));
      }
    } else if (marker == HUFFMAN_TABLES) {
      for (int table = content; table + 17 <= end; ) {
        var made = new JpegHuffman(file, table + 1);
        (u8(table) >> 4 == 0 ? dc : ac)[u8(table) & 3] = made;
        table += 17 + made.symbols();
      }
    } else if (marker == RESTART_INTERVAL) {
      restartInterval = (u8(content) << 8) | u8(content + 1);
    } else if (marker == START_OF_SCAN && frame != 0) {
      scan(content);
    }
  }

  private void scan(int content) throws BadImageException {
    int count = u8(content);
    int parameters = content + 1 + 2 * count;
    boolean isSequential = frame != PROGRESSIVE;
    boolean hasDc = u8(parameters) == 0;
    boolean refines = u8(parameters + 2) >> 4 != 0;
    if (!isSequential && !hasDc) {
      // What refines a picture that is there in full.
      return;
    }
    var own = new ArrayList<Component>();
    var blocks = new ArrayList<JpegBlock>();
    for (int i = 0; i < count; i++) {
      int id = u8(content + 1 + 2 * i);
      int tables = u8(content + 2 + 2 * i);
      var component = components.stream().filter(each -> each.id == id).findFirst();
      if (component.isEmpty()) {
        return;
      }
      var block = new JpegBlock(dc[(tables >> 4) & 3], ac[tables & 3], isSequential, refines);
      if (!block.hasTables()) {
        return;
      }
      own.add(component.get());
      int each = count == 1 ? 1 : component.get().across * component.get().down;
      blocks.addAll(java.util.Collections.nCopies(each, block));
    }
    var bits = new JpegBits(file, at);
    long units = units(own);
    for (long unit = 0; unit < units; unit++) {
      if (restartInterval > 0 && unit > 0 && unit % restartInterval == 0) {
        bits.restart();
      }
      for (var block : blocks) {
        block.skip(bits);
      }
      if (bits.isExhausted()) {
        throw incomplete(unit, units);
      }
    }
    own.forEach(component -> component.covered = true);
    at = bits.position();
  }

  /** Units of a scan: blocks of its only component, or blocks of all of them together. */
  private long units(List<Component> own) {
    int mostAcross = components.stream().mapToInt(each -> each.across).max().orElse(1);
    int mostDown = components.stream().mapToInt(each -> each.down).max().orElse(1);
    if (own.size() == 1) {
      var only = own.get(0);
      long blocksAcross = up(up((long) width * only.across, mostAcross), 8);
      return blocksAcross * up(up((long) height * only.down, mostDown), 8);
    }
    return up(width, 8L * mostAcross) * up(height, 8L * mostDown);
  }

  private static long up(long value, long by) {
    return (value + by - 1) / by;
  }

  private BadImageException incomplete(long unit, long units) {
    return new BadImageException(
        "has a header of %d x %d pixels, but data for %d %% of them"
            .formatted(width, height, 100 * unit / units));
  }

  private int u8(int offset) {
    return offset < file.length ? file[offset] & 0xFF : 0;
  }
}
