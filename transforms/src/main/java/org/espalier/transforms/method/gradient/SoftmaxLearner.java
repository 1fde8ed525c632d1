package org.espalier.transforms.method.gradient;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.espalier.models.network.Sample;
import org.espalier.models.network.SampledMixture;
import org.espalier.models.numbers.AdamSettings;
import org.espalier.models.numbers.Floats;
import org.espalier.models.numbers.OptionMask;
import org.espalier.models.numbers.Softmax;
import org.espalier.models.space.SearchSpace;
import org.espalier.schemas.Tensor;
import org.espalier.transforms.method.Learner;
import org.espalier.transforms.method.Learner.Pass;

/**
 * DARTS and PC-DARTS within a candidate: each edge mixes its operations by the softmax of its
 * parameters, and where the form says so the edges of a node are mixed likewise.
 */
final class SoftmaxLearner implements Learner {

  /** Name of the parameters of the edges. */
  static final String BETA = "beta";

  private final Pass pass;
  private final int warmUpEpochs;
  private final AdamSettings optimizer;
  private final Schedule schedule;
  private final SearchSpace space;
  private final OptionMask mask;
  private final Parameters operations;
  private final Optional<Parameters> edges;

  SoftmaxLearner(
      Pass pass,
      int warmUpEpochs,
      AdamSettings optimizer,
      ArchitectureParameters architecture,
      Schedule schedule,
      SearchSpace space) {
    this.pass = pass;
    this.warmUpEpochs = warmUpEpochs;
    this.optimizer = optimizer;
    this.schedule = schedule;
    this.space = space;
    this.mask = architecture.mask(space);
    this.operations = Parameters.of(ArchitectureParameters.ALPHA, architecture.tensors());
    this.edges =
        architecture.form().getEdgeWeights()
            ? Optional.of(Parameters.of(BETA, architecture.tensors()))
            : Optional.empty();
  }

  @Override
  public Pass pass(long step) {
    return schedule.epoch(step) < warmUpEpochs ? Pass.NONE : pass;
  }

  @Override
  public Sample sample(long step, long seed) {
    return new SampledMixture(
        mixture().floats(),
        edges.map(beta -> Floats.of(edgeWeights(beta).values())).orElseGet(() -> new float[0]));
  }

  @Override
  public void learn(long step, double loss, float[] outputGradient) {
    var gradient = Floats.doubles(outputGradient);
    var ofOptions = mixture().gradient(Arrays.copyOf(gradient, mask.index().size()), 1);
    edges.ifPresent(
        beta -> {
          var ofEdges = Arrays.copyOfRange(gradient, mask.index().size(), gradient.length);
          beta.descend(edgeWeights(beta).gradient(ofEdges), optimizer, edge -> true);
        });
    operations.descend(ofOptions, optimizer, mask::has);
  }

  private Softmax mixture() {
    return Softmax.of(operations.values(), mask);
  }

  private EdgeWeights edgeWeights(Parameters beta) {
    return EdgeWeights.of(beta.values(), space);
  }

  @Override
  public List<Tensor> tensors() {
    var tensors = new ArrayList<>(operations.tensors());
    edges.ifPresent(beta -> tensors.addAll(beta.tensors()));
    return tensors;
  }
}
