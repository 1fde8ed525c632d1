package org.espalier.transforms.evaluate;

import java.util.Arrays;
import java.util.Optional;
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

  private final SearchSpace space;
  private final Optional<float[]> probabilities;

  private Paths(SearchSpace space, Optional<float[]> probabilities) {
    this.space = space;
    this.probabilities = probabilities;
  }

  /**
   * The candidate's distribution; without one, uniform over the architectures of the space, which
   * need not be all combinations of operations.
   */
  static Paths of(Candidate candidate, SearchSpace space) {
    var operations = space.operations().size();
    var length = space.decisions() * operations;
    var given =
        candidate.getDistribution().stream()
            .filter(tensor -> tensor.getName().equals(SharedWeights.PATHS))
            .findFirst()
            .map(FloatTensors::values);
    if (given.isPresent() && given.get().length != length) {
      throw new IllegalArgumentException(
          "paths need "
              + length
              + " probabilities, candidate "
              + candidate.getId()
              + " has "
              + given.get().length);
    }
    return given.isEmpty() && space.isUnconstrained()
        ? new Paths(space, Optional.of(uniform(length, operations)))
        : new Paths(space, given);
  }

  private static float[] uniform(int length, int operations) {
    var uniform = new float[length];
    Arrays.fill(uniform, 1f / operations);
    return uniform;
  }

  /** One operation for each decision. */
  int[] draw(RandomGenerator random) {
    return probabilities
        .map(each -> draw(each, random))
        .orElseGet(
            () ->
                space.random(random).getEncoding().stream().mapToInt(Integer::intValue).toArray());
  }

  private int[] draw(float[] each, RandomGenerator random) {
    var operations = space.operations().size();
    var path = new int[space.decisions()];
    for (var decision = 0; decision < path.length; decision++) {
      path[decision] = draw(each, decision * operations, operations, random.nextDouble());
    }
    return path;
  }

  private static int draw(float[] each, int row, int operations, double left) {
    for (var operation = 0; operation < operations; operation++) {
      left -= each[row + operation];
      // Strictly below: an operation of probability 0 is never drawn.
      if (left < 0) {
        return operation;
      }
    }
    return operations - 1;
  }
}
