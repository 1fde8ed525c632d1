package org.espalier.transforms.method;

import java.util.List;
import org.espalier.models.network.Sample;
import org.espalier.models.network.SampledPath;
import org.espalier.schemas.Tensor;
import org.espalier.transforms.method.Learner.Pass;

/**
 * Trains weights along one path and learns nothing else.
 *
 * @param path option of each decision
 */
@SuppressWarnings("ArrayRecordComponent") // read only, never compared
record PathLearner(int[] path) implements Learner {

  @Override
  public Pass pass(long step) {
    return Pass.NONE;
  }

  @Override
  public Sample sample(long step, long seed) {
    return new SampledPath(path);
  }

  /** Never called: no step has an architecture pass. */
  @Override
  public void learn(long step, double loss, float[] outputGradient) {}

  @Override
  public List<Tensor> tensors() {
    return List.of();
  }
}
