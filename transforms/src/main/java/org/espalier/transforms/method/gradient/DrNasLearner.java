package org.espalier.transforms.method.gradient;

import java.util.List;
import org.espalier.models.numbers.Floats;
import org.espalier.models.space.EdgeSpace;
import org.espalier.schemas.Tensor;

/** DrNAS within a candidate: Dirichlet mixtures and the pathwise gradient of their parameters. */
final class DrNasLearner implements Learner {

  /** Name of the parameters a. */
  static final String ALPHA = "alpha";

  private final DrNas settings;
  private final Schedule schedule;
  private final Choices choices;
  private final Dirichlet dirichlet;
  private final Parameters parameters;

  /** A mixture that remembers how it was drawn. */
  @SuppressWarnings("ArrayRecordComponent") // lives for one step, is never compared
  private record Drawn(Dirichlet.Variate variate, float[] mixture) implements Draw {
    @Override
    public float[] edgeWeights() {
      return new float[0];
    }

    @Override
    public int[] path() {
      return new int[0];
    }
  }

  DrNasLearner(
      DrNas settings, ArchitectureParameters architecture, Schedule schedule, EdgeSpace space) {
    this.settings = settings;
    this.schedule = schedule;
    this.choices = Choices.of(architecture.form(), space);
    this.dirichlet = new Dirichlet(choices);
    this.parameters = Parameters.of(ALPHA, architecture.tensors());
  }

  /** β = ELU(a) + 1. */
  static double[] concentrations(float[] values) {
    var concentrations = new double[values.length];
    for (var i = 0; i < values.length; i++) {
      concentrations[i] = values[i] > 0 ? values[i] + 1.0 : Math.exp(values[i]);
    }
    return concentrations;
  }

  @Override
  public Pass pass(long step) {
    return schedule.epochInStage(step) < settings.warmUpEpochs() ? Pass.NONE : Pass.FIRST_ORDER;
  }

  @Override
  public Draw draw(long step, long seed) {
    var variate = dirichlet.draw(concentrations(parameters.values()), seed);
    return new Drawn(variate, Floats.of(variate.theta()));
  }

  @Override
  public void learn(long step, Draw draw, double loss, float[] gradient) {
    if (!(draw instanceof Drawn drawn)) {
      throw new IllegalArgumentException("DrNAS learns from its own draws only, not from " + draw);
    }
    var values = parameters.values();
    var concentrations = concentrations(values);
    var slopes = dirichlet.gradient(drawn.variate(), Floats.doubles(gradient));
    if (settings.klScale() > 0) {
      var divergence = dirichlet.divergenceGradient(concentrations);
      for (var i = 0; i < slopes.length; i++) {
        slopes[i] += settings.klScale() * divergence[i];
      }
    }
    for (var i = 0; i < slopes.length; i++) {
      slopes[i] *= values[i] > 0 ? 1 : concentrations[i];
    }
    parameters.descend(slopes, settings.optimizer(), choices::has);
  }

  @Override
  public List<Tensor> tensors() {
    return parameters.tensors();
  }
}
