package org.espalier.transforms.method;

import java.util.List;
import java.util.Optional;
import org.espalier.models.network.Sample;
import org.espalier.schemas.Tensor;

/**
 * A method's part in the local steps of one training candidate: it says what each pass of the
 * supernet runs and learns from the gradient of the loss. Made for one candidate, used by one
 * thread; steps come in order. Its randomness comes from the seeds it is given only.
 *
 * <p>Each step asks {@link #pass}, makes that pass along a {@link #sample} and hands its gradient
 * to {@link #learn} before the next sample is asked for; then it takes the step on the shared
 * weights along another sample, unless the pass was {@link Pass#TOGETHER}, which is both.
 */
public interface Learner {

  /** The architecture pass that goes with a step on the weights. */
  enum Pass {
    /** None: only the weights are trained. */
    NONE,
    /** Before the step, on a batch of validation images, at the present weights. */
    FIRST_ORDER,
    /**
     * Before the step, on a batch of validation images, at the weights that a plain gradient step
     * on the training batch would give, minus the rate times the mixed second derivative by finite
     * difference (Liu et al. 2019, DARTS, equations 7 and 8).
     */
    SECOND_ORDER,
    /** In the same pass as the step on the weights, on the training batch. */
    TOGETHER,
    /**
     * Before the step, on a batch of validation images without augmentation, and without label
     * smoothing: a path, compared with the options that its sample names.
     */
    COMPARE,
    /**
     * Before the step, on a batch of validation images without augmentation: the accuracy of
     * samples, without a gradient.
     */
    SCORE
  }

  /** The architecture pass before, or with, a step of the search. */
  Pass pass(long step);

  /** Such passes before a step, at least 1, each on the same batch along a sample of its own. */
  default int passes(long step) {
    return 1;
  }

  /**
   * What a pass runs.
   *
   * @param step step of the search, from 0
   * @param seed seed of this sample
   */
  Sample sample(long step, long seed);

  /**
   * What a step on the weights runs, at least one: the losses of several are summed.
   *
   * @param step step of the search, from 0
   * @param seed seed of the samples
   */
  default List<Sample> samples(long step, long seed) {
    return List.of(sample(step, seed));
  }

  /**
   * What gives the soft labels that the samples of a step learn beside the labels, by the weights
   * of the candidate's teacher; empty where it gives none.
   */
  default Optional<Sample> teacher(long step) {
    return Optional.empty();
  }

  /**
   * Expansions by which the channels of layers that share tensors are sorted before a candidate's
   * steps; empty where they are not, or have been.
   *
   * @param step the first of these steps
   */
  default List<Integer> sortedBefore(long step) {
    return List.of();
  }

  /**
   * Learns from an architecture pass along the latest sample.
   *
   * @param step step of the search, from 0
   * @param loss mean loss of the batch, nats
   * @param outputGradient gradient of the mean loss: by the option weights of a mixture, one a
   *     position of the space's options, then by the edge weights, [decisions], where there are
   *     any; or by a gate of value 1 on each decision of a path, [decisions]; or of a path that is
   *     compared by a gate on each option, one a position, 0 for options that are not compared
   */
  void learn(long step, double loss, float[] outputGradient);

  /**
   * Learns from a pass that only scored the latest sample, {@link Pass#SCORE}.
   *
   * @param accuracy fraction in [0, 1] of the batch
   */
  default void score(long step, double accuracy) {}

  /** What was learned, with all that the next candidate needs, by name. */
  List<Tensor> tensors();
}
