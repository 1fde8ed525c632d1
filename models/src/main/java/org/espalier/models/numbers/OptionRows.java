package org.espalier.models.numbers;

/**
 * Values of options as a rectangle, one row a decision, for graphs that cannot have ragged arrays:
 * rows of decisions with fewer options than the longest end in zeros. Where all decisions have
 * equally many options, this is the flat array itself.
 *
 * @param index where options lie in the flat array
 */
public record OptionRows(OptionIndex index) {

  /** Options of the decision that has most of them. */
  public int width() {
    int width = 0;
    for (int decision = 0; decision < index.decisions(); decision++) {
      width = Math.max(width, index.options(decision));
    }
    return width;
  }

  /** Whether all decisions have equally many options. */
  public boolean isRectangle() {
    return index.size() == index.decisions() * width();
  }

  /** The rectangle of a flat array, row by row. */
  public float[] of(float[] flat) {
    var rows = new float[index.decisions() * width()];
    for (int at = 0; at < index.size(); at++) {
      rows[inRows(at)] = flat[at];
    }
    return rows;
  }

  /** The flat array of a rectangle; what follows the rectangle follows the array. */
  public float[] flat(float[] rows) {
    int behind = rows.length - index.decisions() * width();
    var flat = new float[index.size() + behind];
    for (int at = 0; at < index.size(); at++) {
      flat[at] = rows[inRows(at)];
    }
    System.arraycopy(rows, rows.length - behind, flat, index.size(), behind);
    return flat;
  }

  private int inRows(int position) {
    return index.decision(position) * width() + index.option(position);
  }
}
