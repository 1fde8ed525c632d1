package org.espalier.transforms.method.gradient;

import java.util.List;
import java.util.SplittableRandom;
import org.espalier.models.numbers.AdamSettings;
import org.espalier.models.numbers.Floats;
import org.espalier.models.space.EdgeSpace;
import org.espalier.schemas.Tensor;

/**
 * SNAS and GDAS within a candidate: draws of a Gumbel-softmax, as mixtures where the form mixes and
 * as the path of their largest weights where it does not.
 */
final class GumbelLearner implements Learner {

  /** Name of the parameters. */
  static final String ALPHA = "alpha";

  private final Pass pass;
  private final Temperature temperature;
  private final double costWeight;
  private final AdamSettings optimizer;
  private final Schedule schedule;
  private final boolean mixed;
  private final Choices choices;
  private final double[] costs;
  private final Parameters parameters;

  /** A draw that remembers the weights behind it. */
  @SuppressWarnings("ArrayRecordComponent") // lives for one step, is never compared
  private record Drawn(SoftmaxRows weights, double temperature, float[] mixture, int[] path)
      implements Draw {
    @Override
    public float[] edgeWeights() {
      return new float[0];
    }
  }

  GumbelLearner(
      Pass pass,
      Temperature temperature,
      double costWeight,
      AdamSettings optimizer,
      ArchitectureParameters architecture,
      Schedule schedule,
      EdgeSpace space) {
    this.pass = pass;
    this.temperature = temperature;
    this.costWeight = costWeight;
    this.optimizer = optimizer;
    this.schedule = schedule;
    this.mixed = architecture.form().getMixed();
    this.choices = Choices.of(architecture.form(), space);
    this.costs = OperationCosts.of(space.operations());
    this.parameters = Parameters.of(ALPHA, architecture.tensors());
  }

  @Override
  public Pass pass(long step) {
    return pass;
  }

  @Override
  public Draw draw(long step, long seed) {
    var now = temperature.at(step, schedule);
    var weights = SoftmaxRows.gumbel(parameters.values(), now, choices, new SplittableRandom(seed));
    return mixed
        ? new Drawn(weights, now, weights.floats(), new int[0])
        : new Drawn(weights, now, new float[0], weights.best());
  }

  @Override
  public void learn(long step, Draw draw, double loss, float[] gradient) {
    if (!(draw instanceof Drawn drawn)) {
      throw new IllegalArgumentException("only draws of this learner, not " + draw);
    }
    var upstream = mixed ? Floats.doubles(gradient) : byGates(drawn.path(), gradient);
    for (var i = 0; i < upstream.length; i++) {
      upstream[i] += costWeight * costs[i % choices.operations()];
    }
    var slopes = drawn.weights().gradient(upstream, drawn.temperature());
    parameters.descend(slopes, optimizer, choices::has);
  }

  /** The gate of a sampled operation stands for its weight; the others have no part in the loss. */
  private double[] byGates(int[] path, float[] gradient) {
    var upstream = new double[choices.size()];
    for (var edge = 0; edge < path.length; edge++) {
      upstream[choices.at(edge, path[edge])] = gradient[edge];
    }
    return upstream;
  }

  @Override
  public List<Tensor> tensors() {
    return parameters.tensors();
  }
}
