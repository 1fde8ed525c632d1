package org.espalier.transforms.method.gradient;

import java.util.Arrays;
import java.util.List;

/** Arrays from one precision to the other: sums are in double, what travels is in float. */
final class Floats {

  private Floats() {}

  static float[] of(double[] values) {
    var floats = new float[values.length];
    for (var i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  static List<Double> list(double[] values) {
    return Arrays.stream(values).boxed().toList();
  }

  static double[] doubles(float[] values) {
    var doubles = new double[values.length];
    for (var i = 0; i < doubles.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }
}
