package org.espalier.models.network;

/**
 * The learning rate along half a cosine, in closed form: floor + (base − floor)(1 +
 * cos(π·step/steps))/2.
 *
 * <p>Source: Loshchilov and Hutter 2017, SGDR, arXiv:1608.03983, equation 5, without restarts.
 *
 * @param base rate of step 0, positive
 * @param floor rate at the end, in [0, base]
 * @param steps length, at least 1; later steps stay at the floor
 */
public record CosineSchedule(double base, double floor, long steps) {
  /** Checks the ranges. */
  public CosineSchedule {
    if (!(base > 0) || !(floor >= 0 && floor <= base) || steps < 1) {
      throw new IllegalArgumentException(
          "cosine schedule needs base > 0, floor in [0, base], steps >= 1, had base %s, floor %s, steps %d"
              .formatted(base, floor, steps));
    }
  }

  /** The rate of a step, counted from 0. */
  public float rate(long step) {
    var position = Math.min(step, steps) / (double) steps;
    return (float) (floor + (base - floor) * (1 + StrictMath.cos(StrictMath.PI * position)) / 2);
  }
}
