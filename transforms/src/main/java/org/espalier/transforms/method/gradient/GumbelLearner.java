package org.espalier.transforms.method.gradient;

import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.espalier.models.network.Sample;
import org.espalier.models.network.SampledMixture;
import org.espalier.models.network.SampledPath;
import org.espalier.models.numbers.AdamSettings;
import org.espalier.models.numbers.Floats;
import org.espalier.models.numbers.OptionMask;
import org.espalier.models.numbers.Softmax;
import org.espalier.models.space.SearchSpace;
import org.espalier.schemas.Tensor;
import org.espalier.transforms.method.Learner;
import org.espalier.transforms.method.Learner.Pass;
import org.jspecify.annotations.Nullable;

/**
 * SNAS and GDAS within a candidate: draws of a Gumbel-softmax, as mixtures where the form mixes and
 * as the path of their largest weights where it does not.
 */
final class GumbelLearner implements Learner {

  private final Pass pass;
  private final Temperature temperature;
  private final double costWeight;
  private final AdamSettings optimizer;
  private final Schedule schedule;
  private final boolean mixed;
  private final OptionMask mask;
  private final double[] costs;
  private final Parameters parameters;

  /** The weights behind the latest sample, and the temperature that they were drawn at. */
  private @Nullable Softmax latest;

  private double latestTemperature;

  GumbelLearner(
      Pass pass,
      Temperature temperature,
      double costWeight,
      AdamSettings optimizer,
      ArchitectureParameters architecture,
      Schedule schedule,
      SearchSpace space,
      double[] costs) {
    this.pass = pass;
    this.temperature = temperature;
    this.costWeight = costWeight;
    this.optimizer = optimizer;
    this.schedule = schedule;
    this.mixed = architecture.form().getMixed();
    this.mask = architecture.mask(space);
    this.costs = costs;
    this.parameters = Parameters.of(ArchitectureParameters.ALPHA, architecture.tensors());
  }

  @Override
  public Pass pass(long step) {
    return pass;
  }

  @Override
  public Sample sample(long step, long seed) {
    latestTemperature = temperature.at(step, schedule);
    var weights =
        Softmax.gumbel(
            Floats.of(parameters.values()), latestTemperature, mask, new SplittableRandom(seed));
    latest = weights;
    return mixed ? SampledMixture.of(weights.floats()) : new SampledPath(weights.best());
  }

  @Override
  public void learn(long step, double loss, float[] outputGradient) {
    var weights = Objects.requireNonNull(latest, "a method learns after a sample");
    var gradient = mixed ? Floats.doubles(outputGradient) : byGates(weights.best(), outputGradient);
    for (var i = 0; i < gradient.length; i++) {
      gradient[i] += costWeight * costs[i];
    }
    parameters.descend(weights.gradient(gradient, latestTemperature), optimizer, mask::has);
  }

  /** The gate of a sampled option stands for its weight; the others have no part in the loss. */
  private double[] byGates(int[] path, float[] gateGradient) {
    var gradient = new double[mask.index().size()];
    for (var decision = 0; decision < path.length; decision++) {
      gradient[mask.index().at(decision, path[decision])] = gateGradient[decision];
    }
    return gradient;
  }

  @Override
  public List<Tensor> tensors() {
    return parameters.tensors();
  }
}
