package org.espalier.transforms.method.gradient;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.espalier.models.layer.OptionMadds;
import org.espalier.models.network.Sample;
import org.espalier.models.network.SampledPath;
import org.espalier.models.numbers.Floats;
import org.espalier.models.numbers.OptionMask;
import org.espalier.models.numbers.Softmax;
import org.espalier.models.space.Decision;
import org.espalier.models.space.SearchSpace;
import org.espalier.schemas.Tensor;
import org.espalier.transforms.method.Learner;
import org.espalier.transforms.method.Learner.Pass;

/** ProxylessNAS within a candidate, by gates: paths, and options that are compared with them. */
final class GateLearner implements Learner {

  private static final long NEVER = -1;

  private final Proxyless settings;
  private final Schedule schedule;
  private final List<Decision> decisions;
  private final OptionMask mask;
  private final OptionMadds madds;
  private final Parameters parameters;

  /** The step that α last learned before; the next sample of that step is for the weights. */
  private long learnedAt = NEVER;

  private int[] path = {};

  /** What has a gate in the latest architecture pass, one a position. */
  private boolean[] gated = {};

  GateLearner(
      Proxyless settings,
      ArchitectureParameters architecture,
      Schedule schedule,
      SearchSpace space,
      OptionMadds madds) {
    this.settings = settings;
    this.schedule = schedule;
    this.decisions = space.decisions();
    this.mask = architecture.mask(space);
    this.madds = madds;
    this.parameters = Parameters.of(ArchitectureParameters.ALPHA, architecture.tensors());
  }

  @Override
  public Pass pass(long step) {
    return settings.learnsBefore(step, schedule) ? Pass.COMPARE : Pass.NONE;
  }

  @Override
  public Sample sample(long step, long seed) {
    var random = new SplittableRandom(seed);
    var probabilities = probabilities();
    path = probabilities.draw(random);
    if (pass(step) == Pass.NONE || learnedAt == step) {
      return new SampledPath(path);
    }
    gated = new boolean[mask.index().size()];
    if (settings.mode().equals(Proxyless.TWO)) {
      drawSecond(probabilities, random);
    } else {
      IntStream.range(0, gated.length).forEach(at -> gated[at] = mask.has(at));
    }
    return new SampledPath(path, gated);
  }

  /** A second option of each decision; which of the two is on the path is drawn again. */
  private void drawSecond(Softmax probabilities, RandomGenerator random) {
    var index = mask.index();
    var p = probabilities.values();
    var others = p.clone();
    for (var decision = 0; decision < path.length; decision++) {
      var first = index.at(decision, path[decision]);
      gated[first] = true;
      others[first] = 0;
    }
    var seconds = normalized(others).draw(random);
    for (var decision = 0; decision < path.length; decision++) {
      var first = index.at(decision, path[decision]);
      var second = index.at(decision, seconds[decision]);
      var share = random.nextDouble() * (p[first] + p[second]);
      // Where the first has all of the probability, there is no second.
      if (others[second] > 0) {
        gated[second] = true;
        path[decision] = share < p[first] ? path[decision] : seconds[decision];
      }
    }
  }

  @Override
  public void learn(long step, double loss, float[] gateGradient) {
    learnedAt = step;
    var probabilities = probabilities();
    var slopes =
        settings
            .costTerm()
            .map(cost -> cost.slopes(loss, madds.expected(probabilities.values())))
            .orElse(CostTerm.FREE);
    var compared = overGated(probabilities);
    var byGates = compared.gradient(Floats.doubles(gateGradient), 1);
    var byCosts = compared.gradient(Arrays.stream(madds.options()).asDoubleStream().toArray(), 1);
    var gradient = new double[byGates.length];
    for (var at = 0; at < gradient.length; at++) {
      gradient[at] = slopes.byEntropy() * byGates[at] + slopes.byMadds() * byCosts[at];
    }
    var before = parameters.values().clone();
    parameters.descend(
        gradient, settings.optimizer(), at -> mask.has(at) && learns(mask.index().decision(at)));
    if (settings.mode().equals(Proxyless.TWO)) {
      rescale(before);
    }
  }

  private boolean learns(int decision) {
    return decisions.get(decision).absent().orElse(-1) != path[decision];
  }

  /** Shifts what has gates, so that together they weigh against the others what they did. */
  private void rescale(double[] before) {
    for (var decision = 0; decision < path.length; decision++) {
      if (learns(decision)) {
        var shift = logSum(decision, parameters.values()) - logSum(decision, before);
        for (var at = mask.index().start(decision); at < mask.index().end(decision); at++) {
          if (gated[at]) {
            parameters.set(at, parameters.values()[at] - shift);
          }
        }
      }
    }
  }

  /** ln Σ e^α over the gates of a decision. */
  private double logSum(int decision, double[] alpha) {
    var start = mask.index().start(decision);
    var end = mask.index().end(decision);
    var highest =
        IntStream.range(start, end).filter(at -> gated[at]).mapToDouble(at -> alpha[at]).max();
    var largest = highest.orElse(0);
    return largest
        + Math.log(
            IntStream.range(start, end)
                .filter(at -> gated[at])
                .mapToDouble(at -> Math.exp(alpha[at] - largest))
                .sum());
  }

  private Softmax overGated(Softmax probabilities) {
    var values = probabilities.values().clone();
    for (var at = 0; at < values.length; at++) {
      values[at] = gated[at] ? values[at] : 0;
    }
    return normalized(values);
  }

  /** Values that sum to 1 for each decision; rows of zeros stay. */
  private Softmax normalized(double[] values) {
    var index = mask.index();
    var result = new double[values.length];
    for (var decision = 0; decision < index.decisions(); decision++) {
      var sum = 0.0;
      for (var at = index.start(decision); at < index.end(decision); at++) {
        sum += values[at];
      }
      for (var at = index.start(decision); at < index.end(decision); at++) {
        result[at] = sum > 0 ? values[at] / sum : 0;
      }
    }
    return new Softmax(mask, result);
  }

  private Softmax probabilities() {
    return Softmax.of(parameters.values(), mask);
  }

  @Override
  public List<Tensor> tensors() {
    return parameters.tensors();
  }
}
