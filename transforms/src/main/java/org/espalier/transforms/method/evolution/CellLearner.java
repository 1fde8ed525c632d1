package org.espalier.transforms.method.evolution;

import java.util.List;
import org.espalier.models.network.Sample;
import org.espalier.models.network.SampledPaths;
import org.espalier.models.numbers.Adam;
import org.espalier.models.numbers.Floats;
import org.espalier.schemas.Tensor;
import org.espalier.transforms.method.FloatTensors;
import org.espalier.transforms.method.Learner;

/**
 * α within a generation: it starts at 0 and, after a warm-up of the weights, follows the gradient
 * of the validation loss.
 */
final class CellLearner implements Learner {
  /** Name of what was learned: α of each cell, group by group. */
  static final String ALPHA = "alpha";

  private final AutoSpace settings;
  private final int stepsPerRound;
  private final DrawnCells drawn;
  private final CellMixture mixture;
  private final Adam adam;

  /**
   * A learner of some cells.
   *
   * @param stepsPerRound steps of a generation
   * @param mixture of these cells; its α are changed in place
   */
  CellLearner(AutoSpace settings, int stepsPerRound, DrawnCells drawn, CellMixture mixture) {
    this.settings = settings;
    this.stepsPerRound = stepsPerRound;
    this.drawn = drawn;
    this.mixture = mixture;
    var size = mixture.alpha().length;
    this.adam =
        new Adam(mixture.alpha(), new double[size], new double[size], 0, Adam.Precision.SINGLE);
  }

  @Override
  public Pass pass(long step) {
    var late = step % stepsPerRound - settings.warmUpSteps();
    return settings.alphaInterval() > 0 && late >= 0 && late % settings.alphaInterval() == 0
        ? Pass.FIRST_ORDER
        : Pass.NONE;
  }

  @Override
  public Sample sample(long step, long seed) {
    return new SampledPaths(drawn.options(), drawn.weights(mixture.weights()));
  }

  @Override
  public void learn(long step, double loss, float[] outputGradient) {
    var factor = settings.costWeight() / settings.costTarget();
    var gradient = mixture.gradient(drawn.byGroup(outputGradient), factor);
    adam.descend(gradient, settings.optimizer(), at -> true);
  }

  @Override
  public List<Tensor> tensors() {
    return List.of(FloatTensors.of(ALPHA, Floats.of(mixture.alpha())));
  }
}
