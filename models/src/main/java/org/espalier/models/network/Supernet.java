package org.espalier.models.network;

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
   */
  StepResult unrolled(Batch training, Batch validation, Sample sample, float rate, long seed);

  /** Scores a sample with statistics of this batch, without augmentation; changes nothing. */
  StepResult score(Batch batch, Sample sample);

  /**
   * Scores a path and gives the gradient of its loss by a gate on each option: of value 1 on the
   * path, of value 0 on the options that the sample compares with it, 0 for all others. Scored as
   * by {@link #score}; no step. Only paths are compared, of a form that says so.
   */
  StepResult compare(Batch batch, Sample sample);

  /**
   * What scores an architecture alone.
   *
   * @throws IllegalArgumentException if the supernet no longer has one of its options
   */
  Sample only(int[] encoding);

  /** Whether a step on a sample changes a tensor. */
  boolean touches(Slice slice, Sample sample);
}
