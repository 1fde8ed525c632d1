package org.espalier.models.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Seconds of steps that alternate in one run, so that a machine that slows down slows them all.
 *
 * @param seconds of each kind of step, round by round
 */
record StepTimes(List<double[]> seconds) {

  private static final int WARM_UP = 5;

  /** Takes each step in turn, so many rounds; the first few warm up and do not count. */
  static StepTimes of(List<Runnable> steps, int rounds) {
    var seconds = new ArrayList<double[]>();
    steps.forEach(step -> seconds.add(new double[rounds]));
    for (int round = -WARM_UP; round < rounds; round++) {
      for (int i = 0; i < steps.size(); i++) {
        double taken = seconds(steps.get(i));
        if (round >= 0) {
          seconds.get(i)[round] = taken;
        }
      }
    }
    return new StepTimes(seconds);
  }

  /** Seconds of one step. */
  static double seconds(Runnable step) {
    long start = System.nanoTime();
    step.run();
    return (System.nanoTime() - start) / 1e9;
  }

  /** Median seconds of a kind of step. */
  double median(int kind) {
    return median(seconds.get(kind));
  }

  /** The median over the rounds of the ratio of neighbouring steps of two kinds. */
  double ratio(int kind, int other) {
    var ratios = new double[seconds.get(kind).length];
    for (int round = 0; round < ratios.length; round++) {
      ratios[round] = seconds.get(kind)[round] / seconds.get(other)[round];
    }
    return median(ratios);
  }

  /** The median of some numbers. */
  static double median(double[] values) {
    var sorted = values.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }
}
