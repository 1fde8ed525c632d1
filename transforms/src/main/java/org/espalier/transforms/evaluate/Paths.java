package org.espalier.transforms.evaluate;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.espalier.models.space.SearchSpace;
import org.espalier.schemas.Candidate;
import org.espalier.transforms.method.FloatTensors;
import org.espalier.transforms.method.SharedWeights;

/**
 * What the paths of a training candidate are drawn from: independent operations, decision by
 * decision.
 */
final class Paths {

  private final float[] probabilities;
  private final int operations;

  private Paths(float[] probabilities, int operations) {
    this.probabilities = probabilities;
    this.operations = operations;
  }

  /** The candidate's distribution; uniform without one. */
  static Paths of(Candidate candidate, SearchSpace space) {
    var operations = space.operations().size();
    var length = space.decisions() * operations;
    var given =
        candidate.getDistribution().stream()
            .filter(tensor -> tensor.getName().equals(SharedWeights.PATHS))
            .findFirst()
            .map(FloatTensors::values)
            .orElseGet(
                () -> {
                  var uniform = new float[length];
                  Arrays.fill(uniform, 1f / operations);
                  return uniform;
                });
    if (given.length != length) {
      throw new IllegalArgumentException(
          "paths need "
              + length
              + " probabilities, candidate "
              + candidate.getId()
              + " has "
              + given.length);
    }
    return new Paths(given, operations);
  }

  /** One operation for each decision. */
  int[] draw(RandomGenerator random) {
    var path = new int[probabilities.length / operations];
    for (var decision = 0; decision < path.length; decision++) {
      path[decision] = draw(decision * operations, random.nextDouble());
    }
    return path;
  }

  private int draw(int row, double left) {
    for (var operation = 0; operation < operations; operation++) {
      left -= probabilities[row + operation];
      // Strictly below: an operation of probability 0 is never drawn.
      if (left < 0) {
        return operation;
      }
    }
    return operations - 1;
  }
}
