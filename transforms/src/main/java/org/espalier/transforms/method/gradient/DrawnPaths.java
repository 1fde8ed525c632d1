package org.espalier.transforms.method.gradient;

import java.util.random.RandomGenerator;
import org.espalier.models.numbers.OptionIndex;

/** Paths that a controller draws: by what numbers, and what they say of its options. */
final class DrawnPaths {

  private DrawnPaths() {}

  /**
   * What a controller draws by, path after path.
   *
   * @return uniform in [0, 1), [count][decisions]
   */
  static float[][] draws(RandomGenerator random, int count, int decisions) {
    var draws = new float[count][decisions];
    for (var row : draws) {
      for (var decision = 0; decision < decisions; decision++) {
        row[decision] = random.nextFloat();
      }
    }
    return draws;
  }

  /**
   * How often paths take each option; the options of a decision sum to 1.
   *
   * @param paths option of each decision, [paths][decisions], at least one path
   */
  static double[] frequencies(int[][] paths, OptionIndex options) {
    var frequencies = new double[options.size()];
    for (var path : paths) {
      for (var decision = 0; decision < path.length; decision++) {
        frequencies[options.at(decision, path[decision])] += 1.0 / paths.length;
      }
    }
    return frequencies;
  }
}
