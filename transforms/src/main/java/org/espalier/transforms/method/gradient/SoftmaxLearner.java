package org.espalier.transforms.method.gradient;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.espalier.models.numbers.AdamSettings;
import org.espalier.models.numbers.Floats;
import org.espalier.models.space.EdgeSpace;
import org.espalier.schemas.Tensor;

/**
 * DARTS and PC-DARTS within a candidate: each edge mixes its operations by the softmax of its
 * parameters, and where the form says so the edges of a node are mixed likewise.
 */
final class SoftmaxLearner implements Learner {

  /** Name of the parameters of the operations. */
  static final String ALPHA = "alpha";

  /** Name of the parameters of the edges. */
  static final String BETA = "beta";

  private final Pass pass;
  private final int warmUpEpochs;
  private final AdamSettings optimizer;
  private final Schedule schedule;
  private final EdgeSpace space;
  private final Choices choices;
  private final Parameters operations;
  private final Optional<Parameters> edges;

  SoftmaxLearner(
      Pass pass,
      int warmUpEpochs,
      AdamSettings optimizer,
      ArchitectureParameters architecture,
      Schedule schedule,
      EdgeSpace space) {
    this.pass = pass;
    this.warmUpEpochs = warmUpEpochs;
    this.optimizer = optimizer;
    this.schedule = schedule;
    this.space = space;
    this.choices = Choices.of(architecture.form(), space);
    this.operations = Parameters.of(ALPHA, architecture.tensors());
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
  public Draw draw(long step, long seed) {
    return new Draw.Mixture(
        mixture().floats(),
        edges.map(beta -> Floats.of(shares(beta).values())).orElseGet(() -> new float[0]));
  }

  @Override
  public void learn(long step, Draw draw, double loss, float[] gradient) {
    var upstream = Floats.doubles(gradient);
    var slopes = mixture().gradient(Arrays.copyOf(upstream, choices.size()), 1);
    edges.ifPresent(
        beta -> {
          var rest = Arrays.copyOfRange(upstream, choices.size(), upstream.length);
          beta.descend(shares(beta).gradient(rest), optimizer, edge -> true);
        });
    operations.descend(slopes, optimizer, choices::has);
  }

  private SoftmaxRows mixture() {
    return SoftmaxRows.of(operations.values(), choices);
  }

  private EdgeShares shares(Parameters beta) {
    return EdgeShares.of(beta.values(), space);
  }

  @Override
  public List<Tensor> tensors() {
    var tensors = new ArrayList<>(operations.tensors());
    edges.ifPresent(beta -> tensors.addAll(beta.tensors()));
    return tensors;
  }
}
