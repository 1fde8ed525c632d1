package org.espalier.transforms.method;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.espalier.models.network.Sample;
import org.espalier.models.network.SampledPath;
import org.espalier.models.numbers.Floats;
import org.espalier.models.numbers.OptionMask;
import org.espalier.models.numbers.Seeds;
import org.espalier.models.numbers.Softmax;
import org.espalier.models.space.SearchSpace;
import org.espalier.models.space.Target;
import org.espalier.schemas.Candidate;
import org.espalier.schemas.Tensor;
import org.espalier.transforms.method.Learner.Pass;
import org.jspecify.annotations.Nullable;

/**
 * Trains weights and learns nothing else: each step runs paths drawn from the candidate's
 * distribution, or from the phase that the step belongs to, and the largest path where its settings
 * say so.
 */
final class PretrainingLearner implements Learner {

  private final PretrainingPhases phases;
  private final Target target;
  private final @Nullable Softmax given;
  private final long made;

  private PretrainingLearner(
      PretrainingPhases phases, Target target, @Nullable Softmax given, long made) {
    this.phases = phases;
    this.target = target;
    this.given = given;
    this.made = made;
  }

  /** The learner of a candidate. */
  static PretrainingLearner of(Candidate candidate, PretrainingPhases phases, Target target) {
    var distribution =
        candidate.getDistribution().stream()
            .filter(tensor -> tensor.getName().equals(SharedWeights.PATHS))
            .findFirst()
            .map(tensor -> softmax(FloatTensors.values(tensor), phases.space()));
    return new PretrainingLearner(
        phases, target, distribution.orElse(null), candidate.getWeightsStep());
  }

  /** The learner of a network that has one path. */
  static Learner along(int[] path) {
    return new PathLearner(path);
  }

  private static Softmax softmax(float[] probabilities, SearchSpace space) {
    var index = space.options();
    if (probabilities.length != index.size()) {
      throw new IllegalArgumentException(
          "paths need %d probabilities, one an option, the candidate has %d"
              .formatted(index.size(), probabilities.length));
    }
    return new Softmax(OptionMask.all(index), Floats.doubles(probabilities));
  }

  @Override
  public Pass pass(long step) {
    return Pass.NONE;
  }

  @Override
  public Sample sample(long step, long seed) {
    return phases.pretraining().isLargest(step) ? largest() : drawn(step, seed);
  }

  /** One where the candidate has a distribution: the warm-up is along one path. */
  @Override
  public List<Sample> samples(long step, long seed) {
    var pretraining = phases.pretraining();
    var samples = new ArrayList<Sample>();
    if (given == null && pretraining.isSandwich()) {
      samples.add(largest());
      samples.add(new SampledPath(phases.space().cheapestPath(target)));
    } else {
      samples.add(sample(step, seed));
    }
    while (given == null && samples.size() < pretraining.paths()) {
      samples.add(drawn(step, Seeds.derive(seed, samples.size())));
    }
    return samples;
  }

  @Override
  public Optional<Sample> teacher(long step) {
    return given == null && phases.pretraining().isTaught()
        ? Optional.of(largest())
        : Optional.empty();
  }

  @Override
  public List<Integer> sortedBefore(long step) {
    return phases.sortedBefore(step, made);
  }

  private Sample largest() {
    return new SampledPath(phases.space().largestPath(target));
  }

  private Sample drawn(long step, long seed) {
    var random = new SplittableRandom(seed);
    return new SampledPath(given == null ? phases.draw(step, random) : given.draw(random));
  }

  /** Never called: no step has an architecture pass. */
  @Override
  public void learn(long step, double loss, float[] outputGradient) {}

  @Override
  public List<Tensor> tensors() {
    return List.of();
  }
}
