package org.espalier.transforms.evaluate;

import java.util.List;
import org.espalier.schemas.Candidate;
import org.espalier.schemas.Tensor;

/** The steps that a training candidate asks for, on a supernet that already has its weights. */
interface LocalSteps {

  /**
   * What the steps gave.
   *
   * @param training loss and accuracy on training images
   * @param architecture the same of passes on validation images; without images where there are
   *     none
   * @param touched steps that changed each tensor, in the order of the layout
   * @param learned what a learner learnt
   */
  record Result(Tally training, Tally architecture, List<Float> touched, List<Tensor> learned) {

    /** Copies the lists. */
    public Result {
      touched = List.copyOf(touched);
      learned = List.copyOf(learned);
    }

    boolean isFinite() {
      return training.isFinite() && architecture.isFinite();
    }
  }

  /** Takes the steps, fewer if the loss leaves the finite numbers. */
  Result take(Candidate candidate, Passes passes);
}
