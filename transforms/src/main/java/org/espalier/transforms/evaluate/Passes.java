package org.espalier.transforms.evaluate;

import org.espalier.models.data.Batch;
import org.espalier.models.network.Layout;
import org.espalier.models.network.Slice;
import org.espalier.models.network.StepResult;
import org.espalier.transforms.method.gradient.Draw;

/** The passes of a supernet of either kind: along paths, or of mixtures. */
interface Passes extends AutoCloseable {

  /** Takes a step on the weights. */
  StepResult train(Batch batch, Draw draw, float rate, long seed);

  /** Takes a step on the weights, with the gradient that a learner wants. */
  StepResult trainWithGradient(Batch batch, Draw draw, float rate, long seed);

  /** That gradient alone. */
  StepResult gradient(Batch batch, Draw draw, long seed);

  /** That gradient at the weights after a step on the training batch. */
  StepResult unrolled(Batch training, Batch validation, Draw draw, float rate, long seed);

  /** Scores with statistics of this batch, without augmentation. */
  StepResult score(Batch batch, Draw draw);

  /** What scores an architecture. */
  Draw only(int[] choice);

  /** Whether a step changes a tensor. */
  boolean touches(Slice slice, Draw draw);

  /** Order of the tensors. */
  Layout layout();

  /** A copy of the state. */
  float[] state();

  /** Replaces the state. */
  void assign(float[] state);

  @Override
  void close();
}
