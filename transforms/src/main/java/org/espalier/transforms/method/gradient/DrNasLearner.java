package org.espalier.transforms.method.gradient;

import java.util.List;
import java.util.Objects;
import org.espalier.models.network.Sample;
import org.espalier.models.network.SampledMixture;
import org.espalier.models.numbers.Floats;
import org.espalier.models.numbers.OptionMask;
import org.espalier.models.space.SearchSpace;
import org.espalier.schemas.Tensor;
import org.espalier.transforms.method.Learner;
import org.espalier.transforms.method.Learner.Pass;
import org.jspecify.annotations.Nullable;

/** DrNAS within a candidate: Dirichlet mixtures and the pathwise gradient of their parameters. */
final class DrNasLearner implements Learner {

  private final DrNas settings;
  private final Schedule schedule;
  private final OptionMask mask;
  private final Dirichlet dirichlet;
  private final Parameters parameters;
  private Dirichlet.@Nullable Variate latest;

  DrNasLearner(
      DrNas settings, ArchitectureParameters architecture, Schedule schedule, SearchSpace space) {
    this.settings = settings;
    this.schedule = schedule;
    this.mask = architecture.mask(space);
    this.dirichlet = new Dirichlet(mask);
    this.parameters = Parameters.of(ArchitectureParameters.ALPHA, architecture.tensors());
  }

  /** β = ELU(a) + 1. */
  static double[] concentrations(double[] values) {
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
  public Sample sample(long step, long seed) {
    var variate = dirichlet.draw(concentrations(parameters.values()), seed);
    latest = variate;
    return SampledMixture.of(Floats.of(variate.theta()));
  }

  @Override
  public void learn(long step, double loss, float[] outputGradient) {
    var variate = Objects.requireNonNull(latest, "DrNAS learns after a sample");
    var values = parameters.values();
    var concentrations = concentrations(values);
    var gradient = dirichlet.gradient(variate, Floats.doubles(outputGradient));
    if (settings.klScale() > 0) {
      var divergence = dirichlet.divergenceGradient(concentrations);
      for (var i = 0; i < gradient.length; i++) {
        gradient[i] += settings.klScale() * divergence[i];
      }
    }
    for (var i = 0; i < gradient.length; i++) {
      gradient[i] *= values[i] > 0 ? 1 : concentrations[i];
    }
    parameters.descend(gradient, settings.optimizer(), mask::has);
  }

  @Override
  public List<Tensor> tensors() {
    return parameters.tensors();
  }
}
