package org.espalier.models.network;

import org.espalier.models.numbers.Settings;

/**
 * The learning rate along a curve, in closed form, with or without a rise at its start. All lengths
 * are in units, each of as many steps as the rate stays the same: 1 for a rate that changes each
 * step, an epoch's for one that changes each epoch.
 *
 * <p>Sources: {@link Shape} and {@link Rise} name theirs.
 *
 * @param shape the curve
 * @param rise how the rate rises at the start
 * @param base highest rate, positive
 * @param floor rate at the end of a cosine, in [0, base]; a line ends at 0
 * @param unit steps of a unit, at least 1
 * @param units length, at least 1; later ones stay at the end
 * @param warmUp units of the rise, in [0, units)
 * @param start rate that a rise begins above, in [0, base]
 * @param tail last units of a line, in which it falls a tail-th as fast, in [0, units), with a rise
 *     before the curve in [0, units − warmUp)
 */
public record NamedSchedule(
    Shape shape,
    Rise rise,
    double base,
    double floor,
    long unit,
    long units,
    long warmUp,
    double start,
    long tail)
    implements RateSchedule {

  /** The curve. */
  public enum Shape {
    /**
     * Half a cosine: floor + (base − floor)(1 + cos(π·e/E))/2. Loshchilov and Hutter 2017, SGDR,
     * arXiv:1608.03983, equation 5, without restarts.
     */
    COSINE("cosine"),
    /**
     * A line: base·(E − T − e)/(E − T) while more than T units are left, then base·(E − e)/((E −
     * T)·T), with E units and a tail of T: PC-DARTS's and DrNAS's for ImageNet, T 5 epochs. CNAS's
     * code has the warm-up in place of E, so that its rate rises: base·(1 + e/5) without warm-up;
     * that slip is not repeated here.
     */
    LINEAR("linear");

    private final String label;

    Shape(String label) {
      this.label = label;
    }

    /** Its name in configurations. */
    public String label() {
      return label;
    }

    /**
     * The shape of this name.
     *
     * @throws IllegalArgumentException naming those there are
     */
    public static Shape named(String label) {
      return Settings.named("shape", label, values(), Shape::label);
    }
  }

  /** How the rate rises at the start. */
  public enum Rise {
    /** Not at all. */
    NONE("none"),
    /** The curve times (e + 1)/W: PC-DARTS's search on ImageNet. */
    SCALED("scaled"),
    /**
     * From the start rate to the base in place of the curve, start + (base − start)(e + 1)/W; the
     * curve goes on where it would have been: DrNAS.
     */
    INSTEAD("instead"),
    /**
     * From the start rate to the base, start + (base − start)·e/W, before the curve, which then has
     * E − W units: DSNAS.
     */
    BEFORE("before");

    private final String label;

    Rise(String label) {
      this.label = label;
    }

    /** Its name in configurations. */
    public String label() {
      return label;
    }

    /**
     * The rise of this name.
     *
     * @throws IllegalArgumentException naming those there are
     */
    public static Rise named(String label) {
      return Settings.named("rise", label, values(), Rise::label);
    }
  }

  /** Checks the ranges. */
  public NamedSchedule {
    Settings.positive("learningRate", base);
    Settings.between("minLearningRate", floor, 0, base);
    Settings.atLeast("unit", unit, 1);
    Settings.atLeast("units", units, 1);
    checkLength("warmUp", warmUp, units);
    Settings.check(
        (warmUp > 0) == (rise != Rise.NONE),
        "warmUp",
        "above 0 with a rise, and only then",
        warmUp);
    Settings.between("start", start, 0, base);
    checkLength("tail", tail, rise == Rise.BEFORE ? units - warmUp : units);
    boolean line = shape == Shape.LINEAR;
    Settings.check(tail == 0 || line, "tail", "0 with shape cosine", tail);
    Settings.check(floor == 0 || !line, "minLearningRate", "0 with shape linear", floor);
  }

  @Override
  public float rate(long step) {
    long at = Math.min(step / unit, units);
    if (at >= warmUp) {
      return (float) (rise == Rise.BEFORE ? curve(at - warmUp, units - warmUp) : curve(at, units));
    }
    return (float)
        switch (rise) {
          case NONE -> curve(at, units);
          case SCALED -> curve(at, units) * (at + 1) / warmUp;
          case INSTEAD -> start + (base - start) * (at + 1) / warmUp;
          case BEFORE -> start + (base - start) * at / warmUp;
        };
  }

  /////////////////////////////////////////////////////////////////////////////

  private double curve(long at, long length) {
    if (shape == Shape.COSINE) {
      return floor + (base - floor) * (1 + StrictMath.cos(StrictMath.PI * at / length)) / 2;
    }
    long left = length - at;
    double slope = base / (length - tail);
    if (tail == 0) {
      return slope * left;
    }
    return left > tail ? slope * (left - tail) : slope * left / tail;
  }

  private static void checkLength(String setting, long length, long units) {
    Settings.check(
        length >= 0 && length < units, setting, "in [0, " + units + "), the units of all", length);
  }
}
