package org.espalier.models.network;

/**
 * The learning rate along half a cosine, in closed form: floor + (base − floor)(1 +
 * cos(π·step/steps))/2. In the first steps, if so asked, times a factor that rises to 1 in equal
 * parts.
 *
 * <p>Source: Loshchilov and Hutter 2017, SGDR, arXiv:1608.03983, equation 5, without restarts. The
 * rise is that of PC-DARTS's search on ImageNet, which rises once an epoch rather than each step;
 * DrNAS lets the base rise instead of the cosine, DSNAS rises from 1e-4.
 *
 * @param base rate of step 0 without a rise, positive
 * @param floor rate at the end, in [0, base]
 * @param steps length, at least 1; later steps stay at the floor
 * @param warmUp steps of the rise, in [0, steps): the rate of step i is (i + 1)/warmUp of the
 *     cosine's; 0 for none
 */
public record CosineSchedule(double base, double floor, long steps, long warmUp)
    implements RateSchedule {
  /** Checks the ranges. */
  public CosineSchedule {
    if (!(base > 0) || !(floor >= 0 && floor <= base) || steps < 1) {
      throw new IllegalArgumentException(
          "cosine schedule needs base > 0, floor in [0, base], steps >= 1, had base %s, floor %s, steps %d"
              .formatted(base, floor, steps));
    }
    if (warmUp < 0 || warmUp >= steps) {
      throw new IllegalArgumentException(
          "warmUp must be in [0, %d), below the steps of the schedule, was %d"
              .formatted(steps, warmUp));
    }
  }

  /** Without a rise. */
  public CosineSchedule(double base, double floor, long steps) {
    this(base, floor, steps, 0);
  }

  @Override
  public float rate(long step) {
    var position = Math.min(step, steps) / (double) steps;
    var cosine = floor + (base - floor) * (1 + StrictMath.cos(StrictMath.PI * position)) / 2;
    return (float) (step < warmUp ? cosine * (step + 1) / warmUp : cosine);
  }
}
