package org.espalier.models.graph;

import java.util.Arrays;
import java.util.List;
import org.espalier.models.numbers.OptionMask;
import org.espalier.models.program.ProgramGraph;
import org.espalier.models.program.ProgramSource;

/**
 * A network with everything to train and score it. Signatures, named in {@link NetworkNames}:
 *
 * <ul>
 *   <li>{@code train}: images, labels, learning_rate, seed (and path, or option_weights and
 *       edge_weights; and drop_path for a fixed network that drops paths, average_decay for one
 *       that keeps averages) → loss, correct (and correct_top5 of a fixed network), after one
 *       update; the loss is the main classifier's
 *   <li>{@code train_with_gradient}: as train, and the gradient by the weights of options and
 *       edges, [decisions × most options + decisions], or by the gates, [decisions]
 *   <li>{@code gradient}: the same without an update
 *   <li>{@code weight_gradients}, mixtures only: as gradient, and the gradient by the trained
 *       tensors in the order of the state
 *   <li>{@code score}: images, labels (and path or weights) → loss, correct, by statistics of the
 *       batch, without augmentation or update
 *   <li>{@code compare}, paths that compare only: images, labels, path, compared → loss, correct,
 *       and the gradient by the gates of all options, [options]; as score in everything else
 *   <li>of a supernet of paths, where {@link SupernetExtras} ask for them: {@code measure}: images,
 *       path → statistics, mean and variance of each batch normalization; {@code score_given}: as
 *       score, and statistics, by which batches are normalized; {@code add_gradient}: as train
 *       without a rate, and soft_labels with their soft_weight in the loss, adds to the sum of
 *       gradients; {@code take_step}: learning_rate → length, one update by that sum, which is then
 *       zero; {@code teach}: images, path, seed → soft_labels, what the path takes augmented images
 *       for, by statistics of the batch
 *   <li>{@code state}: → state; {@code assign}: state → length
 *   <li>for a fixed network, {@code infer}: images → logits by running statistics; {@code
 *       evaluate}: images, labels → loss, correct, correct_top5 by the same; {@code calibrate}:
 *       images → length, moves the running statistics
 * </ul>
 *
 * <p>Where cells run side by side, path and option_weights are [cells × decisions], cell by cell,
 * and so is the gradient.
 *
 * <p>Weights of options come as one row a decision; rows of decisions with fewer options than the
 * longest end in zeros that nothing reads.
 */
public final class NetworkProgram implements ProgramSource {

  private final NetworkSettings settings;
  private final NetworkKind kind;

  private NetworkProgram(NetworkSettings settings, NetworkKind kind) {
    this.settings = settings;
    this.kind = kind;
  }

  /**
   * The supernet of which each step runs one path.
   *
   * @param mask options that there are; others, if chosen, give zeros
   * @param compares whether other options can be compared with those of the path
   */
  public static NetworkProgram path(NetworkSettings settings, OptionMask mask, boolean compares) {
    return new NetworkProgram(settings, new NetworkKind.Path(mask, compares));
  }

  /**
   * The supernet of which each step mixes all options.
   *
   * @param mask options that there are
   * @param partial K: options see the first 1/K of the channels
   * @param edgeWeights whether decisions have weights too
   */
  public static NetworkProgram mixture(
      NetworkSettings settings, OptionMask mask, int partial, boolean edgeWeights) {
    return new NetworkProgram(settings, new NetworkKind.Mixture(mask, partial, edgeWeights));
  }

  /**
   * The supernet of which each step runs several cells side by side in every node.
   *
   * @param cells how many, at least 1
   */
  public static NetworkProgram parallel(NetworkSettings settings, int cells) {
    return new NetworkProgram(
        settings, new NetworkKind.Parallel(settings.network().options(), cells));
  }

  /**
   * The network of one architecture.
   *
   * @param path option of each decision
   */
  public static NetworkProgram fixed(NetworkSettings settings, int[] path) {
    return new NetworkProgram(settings, new NetworkKind.Fixed(boxed(path)));
  }

  /**
   * That network for use: only inference, with its weights as constants. Its only signature, {@code
   * serving_default}, takes raw images and returns logits and probabilities, both [batch, classes].
   */
  public static ProgramSource inference(NetworkSettings settings, int[] path, FrozenState state) {
    return new InferenceProgram(settings, boxed(path), state);
  }

  @Override
  public String name() {
    return settings.network().name() + "-" + kind.label();
  }

  @Override
  public String description() {
    return kind + " " + settings;
  }

  @Override
  public List<Class<?>> code() {
    return List.of(NetworkProgram.class, settings.network().getClass());
  }

  @Override
  public void build(ProgramGraph graph) {
    new NetworkGraph(graph, settings, kind).build();
  }

  private static List<Integer> boxed(int[] path) {
    return Arrays.stream(path).boxed().toList();
  }
}
