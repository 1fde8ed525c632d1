package org.espalier.transforms.method;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.espalier.models.network.Sample;
import org.espalier.models.network.SampledPath;
import org.espalier.models.numbers.Floats;
import org.espalier.models.numbers.OptionMask;
import org.espalier.models.numbers.Softmax;
import org.espalier.models.space.SearchSpace;
import org.espalier.schemas.Candidate;
import org.espalier.schemas.Tensor;
import org.espalier.transforms.method.Learner.Pass;

/**
 * Trains weights and learns nothing else: each step runs a path drawn from the candidate's
 * distribution, every so many-th step the largest path.
 */
final class PretrainingLearner implements Learner {

  private final Function<RandomGenerator, int[]> paths;
  private final int[] largest;
  private final int sandwichInterval;

  private PretrainingLearner(
      Function<RandomGenerator, int[]> paths, int[] largest, int sandwichInterval) {
    this.paths = paths;
    this.largest = largest;
    this.sandwichInterval = sandwichInterval;
  }

  /**
   * The learner of a candidate; without a distribution, paths are uniform over the architectures of
   * the space.
   */
  static PretrainingLearner of(Candidate candidate, SearchSpace space, int[] largest, int every) {
    var given =
        candidate.getDistribution().stream()
            .filter(tensor -> tensor.getName().equals(SharedWeights.PATHS))
            .findFirst()
            .map(FloatTensors::values);
    return new PretrainingLearner(
        given
            .map(probabilities -> given(probabilities, space))
            .orElseGet(() -> random -> space.encoding(space.random(random))),
        largest,
        every);
  }

  /** The learner of a network that has one path. */
  static PretrainingLearner along(int[] path) {
    return new PretrainingLearner(random -> path, path, 1);
  }

  private static Function<RandomGenerator, int[]> given(float[] probabilities, SearchSpace space) {
    var index = space.options();
    if (probabilities.length != index.size()) {
      throw new IllegalArgumentException(
          "paths need %d probabilities, one an option, the candidate has %d"
              .formatted(index.size(), probabilities.length));
    }
    var distribution = new Softmax(OptionMask.all(index), Floats.doubles(probabilities));
    return distribution::draw;
  }

  @Override
  public Pass pass(long step) {
    return Pass.NONE;
  }

  @Override
  public Sample sample(long step, long seed) {
    return new SampledPath(
        step % sandwichInterval == 0 ? largest : paths.apply(new SplittableRandom(seed)));
  }

  /** Never called: no step has an architecture pass. */
  @Override
  public void learn(long step, double loss, float[] outputGradient) {}

  @Override
  public List<Tensor> tensors() {
    return List.of();
  }
}
