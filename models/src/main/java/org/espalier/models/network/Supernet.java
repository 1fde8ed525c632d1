package org.espalier.models.network;

import java.util.List;
import org.espalier.models.data.Batch;
import org.espalier.models.graph.NetworkSettings;
import org.espalier.models.layer.Slice;
import org.espalier.models.numbers.OptionMask;
import org.espalier.models.program.LoadOptions;
import org.espalier.models.program.ProgramStore;
import org.espalier.schemas.SupernetForm;

/**
 * The weight-sharing network of a search. Of one form, each step runs a single path: only the
 * options on it cost time, and only their weights change. Of another, each step mixes all options;
 * of the third, it runs several cells side by side.
 *
 * <pre>{@code
 * var network = space.searchNetwork(new CellSize(16, 15), images.input());
 * var settings = new NetworkSettings(network, images, optimizer);
 * try (var supernet = Supernet.open(settings, form, store, LoadOptions.defaults(), seed)) {
 *   var sample = new SampledPath(new int[] {3, 3, 4, 1, 3, 1});
 *   var step = supernet.train(batch, sample, schedule.rate(0), stepSeed);
 * }
 * }</pre>
 *
 * <p>All layers that ask the same decision share the answer. Same settings, seeds and batches give
 * the same weights. A sample of the other form is an {@link IllegalArgumentException}. One caller
 * at a time.
 */
public sealed interface Supernet extends LoadedNetwork
    permits PathSupernet, MixtureSupernet, ParallelSupernet {

  /**
   * Loads a supernet, exporting its program first if need be, with fresh weights drawn from the
   * seed.
   *
   * @throws IllegalArgumentException if the form does not go with the network; says why
   */
  static Supernet open(
      NetworkSettings settings,
      SupernetForm form,
      ProgramStore store,
      LoadOptions options,
      long seed) {
    if (form.getParallel() > 1) {
      return ParallelSupernet.open(settings, form.getParallel(), store, options, seed);
    }
    var mask = OptionMask.of(settings.network().options(), form.getAllowed());
    return form.getMixed()
        ? MixtureSupernet.open(settings, mask, form, store, options, seed)
        : PathSupernet.open(settings, mask, form.getCompared(), store, options, seed);
  }

  /**
   * Takes one optimizer step on the shared weights.
   *
   * @param rate learning rate, at least 0
   * @param seed of the augmentation
   * @return loss and correct answers before the step, on the augmented images
   */
  StepResult train(Batch batch, Sample sample, float rate, long seed);

  /** The same step, and the gradient of the loss by the sample. */
  StepResult trainWithGradient(Batch batch, Sample sample, float rate, long seed);

  /** The gradient of the loss by the sample, with augmentation; no step. */
  StepResult gradient(Batch batch, Sample sample, long seed);

  /**
   * The gradient of the validation loss at the weights that one step on a training batch would
   * give; no step. Only mixtures are unrolled.
   *
   * @param rate learning rate of the step that is looked ahead
   * @throws IllegalArgumentException if this is no mixture
   */
  default StepResult unrolled(
      Batch training, Batch validation, Sample sample, float rate, long seed) {
    throw new IllegalArgumentException("only mixtures are unrolled, not paths");
  }

  /** Scores a sample with statistics of this batch, without augmentation; changes nothing. */
  StepResult score(Batch batch, Sample sample);

  /**
   * Scores a path and gives the gradient of its loss by a gate on each option: of value 1 on the
   * path, of value 0 on the options that the sample compares with it, 0 for all others. Scored as
   * by {@link #score}; no step. Only paths are compared, of a form that says so.
   *
   * @throws IllegalArgumentException if this is of another form
   */
  default StepResult compare(Batch batch, Sample sample) {
    throw new IllegalArgumentException(
        "only options of paths are compared, of a form that compares them");
  }

  /**
   * Mean and variance that each batch normalization of a path sees, without augmentation; changes
   * nothing. Averages of them over batches are what {@link #score(Batch, Sample, float[])} takes.
   *
   * @throws IllegalArgumentException for mixtures
   */
  default float[] statistics(Batch batch, Sample sample) {
    throw ofPathsOnly("statistics");
  }

  /**
   * Scores a path by statistics that are given, without augmentation; changes nothing.
   *
   * @throws IllegalArgumentException for mixtures
   */
  default StepResult score(Batch batch, Sample sample, float[] statistics) {
    throw ofPathsOnly("statistics");
  }

  /**
   * Adds the gradient along a path to the sum that {@link #takeStep} uses; no step.
   *
   * @param taught soft labels that the path learns beside the labels, [batch, classes]; empty for
   *     none
   * @param seed of the augmentation
   * @throws IllegalArgumentException for mixtures
   */
  default StepResult addGradient(Batch batch, Sample sample, float[] taught, long seed) {
    throw ofPathsOnly("sums of gradients");
  }

  /**
   * Takes one optimizer step by the sum of the gradients added since the last.
   *
   * @throws IllegalArgumentException for mixtures
   */
  default void takeStep(float rate) {
    throw ofPathsOnly("sums of gradients");
  }

  /**
   * The probabilities that a path gives the classes of augmented images, by statistics of the
   * batch, [batch, classes].
   *
   * @param seed of the augmentation
   * @throws IllegalArgumentException for mixtures
   */
  default float[] softLabels(Batch batch, Sample sample, long seed) {
    throw ofPathsOnly("soft labels");
  }

  /**
   * Sorts the middle channels of layers that share tensors by their importance, most important
   * first, so that the first channels are those to keep. The largest path computes what it did.
   *
   * @param expansions expansions used so far: channels stay on their side of each one's last
   * @throws IllegalArgumentException where no layers share tensors
   */
  default void sortChannels(List<Integer> expansions) {
    throw ofPathsOnly("sorted channels");
  }

  private static IllegalArgumentException ofPathsOnly(String what) {
    return new IllegalArgumentException("supernets of mixtures have no " + what);
  }

  /**
   * What scores an architecture alone.
   *
   * @throws IllegalArgumentException if the supernet no longer has one of its options
   */
  Sample only(int[] encoding);

  /** Whether a step on a sample changes a tensor. */
  boolean touches(Slice slice, Sample sample);
}
