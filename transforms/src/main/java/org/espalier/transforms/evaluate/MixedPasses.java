package org.espalier.transforms.evaluate;

import java.util.Arrays;
import org.espalier.models.data.Batch;
import org.espalier.models.network.Layout;
import org.espalier.models.network.MixedSupernet;
import org.espalier.models.network.Mixture;
import org.espalier.models.network.OptimizerSettings;
import org.espalier.models.network.Slice;
import org.espalier.models.network.StepResult;
import org.espalier.models.network.UnrolledGradient;
import org.espalier.schemas.SupernetForm;
import org.espalier.transforms.method.gradient.Draw;

/**
 * Passes of mixtures.
 *
 * @param network the supernet
 * @param form its form
 * @param optimizer what takes its steps
 * @param operations operations of an edge
 */
record MixedPasses(
    MixedSupernet network, SupernetForm form, OptimizerSettings optimizer, int operations)
    implements Passes {

  @Override
  public StepResult train(Batch batch, Draw draw, float rate, long seed) {
    return network.train(batch, mixture(draw), rate, seed);
  }

  @Override
  public StepResult trainWithGradient(Batch batch, Draw draw, float rate, long seed) {
    return network.trainWithGradient(batch, mixture(draw), rate, seed);
  }

  @Override
  public StepResult gradient(Batch batch, Draw draw, long seed) {
    return network.gradient(batch, mixture(draw), seed);
  }

  @Override
  public StepResult unrolled(Batch training, Batch validation, Draw draw, float rate, long seed) {
    return new UnrolledGradient(network, optimizer)
        .of(training, validation, mixture(draw), rate, seed);
  }

  @Override
  public StepResult score(Batch batch, Draw draw) {
    return network.score(batch, mixture(draw));
  }

  /** The chosen operation at weight 1; edges weigh 1, as they do in the derived network. */
  @Override
  public Draw only(int[] choice) {
    var weights = new float[choice.length * operations];
    for (var edge = 0; edge < choice.length; edge++) {
      var at = edge * operations + choice[edge];
      if (!form.getAllowed().isEmpty() && !form.getAllowed().get(at)) {
        throw new IllegalArgumentException(
            "the supernet no longer has operation " + choice[edge] + " on edge " + edge);
      }
      weights[at] = 1;
    }
    var edges = new float[form.getEdgeWeights() ? choice.length : 0];
    Arrays.fill(edges, 1);
    return new Draw.Mixture(weights, edges);
  }

  @Override
  public boolean touches(Slice slice, Draw draw) {
    return true;
  }

  @Override
  public Layout layout() {
    return network.layout();
  }

  @Override
  public float[] state() {
    return network.state();
  }

  @Override
  public void assign(float[] state) {
    network.assign(state);
  }

  @Override
  public void close() {
    network.close();
  }

  private static Mixture mixture(Draw draw) {
    return new Mixture(draw.mixture(), draw.edgeWeights());
  }
}
