package org.espalier.models.numbers;

import java.util.Arrays;
import java.util.List;

/** Arrays from one precision to the other: sums are in double, what travels is in float. */
public final class Floats {

  private Floats() {}

  /** Rounded to float. */
  public static float[] of(double[] values) {
    var floats = new float[values.length];
    for (var i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  /** Rounded to float. */
  public static float[] of(List<Double> values) {
    return of(doubles(values));
  }

  /** The same values in double. */
  public static double[] doubles(float[] values) {
    var doubles = new double[values.length];
    for (var i = 0; i < doubles.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }

  /** The same values as an array. */
  public static double[] doubles(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** The same values as records keep them. */
  public static List<Double> list(double[] values) {
    return Arrays.stream(values).boxed().toList();
  }

  /** Whether all are finite. */
  public static boolean areFinite(float[] values) {
    for (var value : values) {
      if (!Float.isFinite(value)) {
        return false;
      }
    }
    return true;
  }
}
