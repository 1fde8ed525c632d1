package org.espalier.models.data;

/** A Huffman table of a JPEG file. */
final class JpegHuffman {

  private static final int QUICK = 9;
  private static final int LONGEST = 16;

  private final byte[] file;
  private final int values;
  private final int symbols;
  private final int[] largest = new int[LONGEST + 2];
  private final int[] offset = new int[LONGEST + 1];

  /** Length and symbol of each code that begins with these bits; 0 where it is longer. */
  private final int[] quick = new int[1 << QUICK];

  /** The table whose sixteen counts begin at a place of the file. */
  JpegHuffman(byte[] file, int counts) {
    this.file = file;
    this.values = counts + LONGEST;
    int code = 0;
    int symbol = 0;
    for (int length = 1; length <= LONGEST; length++) {
      int count = file[counts + length - 1] & 0xFF;
      offset[length] = symbol - code;
      for (int i = 0; i < count && length <= QUICK; i++) {
        int first = (code + i) << (QUICK - length);
        for (int rest = 0; rest < 1 << (QUICK - length) && first + rest < quick.length; rest++) {
          quick[first + rest] = (length << 8) | value(symbol + i);
        }
      }
      code += count;
      symbol += count;
      largest[length] = count == 0 ? -1 : code - 1;
      code <<= 1;
    }
    largest[LONGEST + 1] = Integer.MAX_VALUE;
    this.symbols = symbol;
  }

  /** Number of its symbols, a byte each in the file. */
  int symbols() {
    return symbols;
  }

  /** The next symbol; 0 for bits that are no code, as decoders have it. */
  int next(JpegBits bits) {
    int found = quick[bits.peek(QUICK)];
    if (found != 0) {
      bits.skip(found >> 8);
      return found & 0xFF;
    }
    int sixteen = bits.peek(LONGEST);
    for (int length = QUICK + 1; length <= LONGEST; length++) {
      int code = sixteen >> (LONGEST - length);
      if (code <= largest[length]) {
        bits.skip(length);
        return value(offset[length] + code);
      }
    }
    bits.skip(LONGEST);
    return 0;
  }

  private int value(int symbol) {
    int place = values + symbol;
    return place >= 0 && place < file.length ? file[place] & 0xFF : 0;
  }
}
