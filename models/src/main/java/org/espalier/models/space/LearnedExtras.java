package org.espalier.models.space;

/**
 * What a learned space has beside its cells.
 *
 * @param kernels whether a cell whose first edge is a depthwise convolution is there with each
 *     kernel of 3, 5 and 7, as the released network of AutoSpace has them
 * @param mbConvs whether blocks may be inverted residuals of kernel 3 and expansion 3 or 6
 * @param zero whether blocks that keep their shape may be left out
 */
public record LearnedExtras(boolean kernels, boolean mbConvs, boolean zero) {
  /** As the search that made the released network of AutoSpace had them. */
  public static final LearnedExtras ALL = new LearnedExtras(true, true, true);

  /** The cells alone. */
  public static final LearnedExtras NONE = new LearnedExtras(false, false, false);

  /** A letter for each: {@code kmz}; a dash where there is none. */
  String letters() {
    var letters = (kernels ? "k" : "") + (mbConvs ? "m" : "") + (zero ? "z" : "");
    return letters.isEmpty() ? "-" : letters;
  }

  /** What some letters stand for. */
  static LearnedExtras of(String letters) {
    return new LearnedExtras(letters.contains("k"), letters.contains("m"), letters.contains("z"));
  }
}
