package org.espalier.models.network;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * The cells of a search space as its networks are built from them: which edges there are, what each
 * operation does, and the macro-structure around the cells. Edges and operations are numbered as in
 * the space's encoding.
 */
interface Cells {

  /** The cells of the space of this name. */
  static Cells of(String space) {
    return switch (space) {
      case Nb201Cells.SPACE -> new Nb201Cells();
      case "darts", "darts-all-edges" -> new DartsCells();
      default -> throw new IllegalArgumentException("no networks are built for space " + space);
    };
  }

  /** Edges of all cell types, the decisions of a choice. */
  int edges();

  /** Names of the operations. */
  List<String> operations();

  /** Index of the operation that is no operation. */
  int none();

  /** Index of the identity. */
  int skip();

  /**
   * An operation's output, [batch, ⌈h/stride⌉, ⌈w/stride⌉, channels].
   *
   * @param build placed at the edge and the operation
   * @param name prefix of its variables
   * @param operation any but {@link #none}
   * @param x input, of {@code channels} channels
   * @param affine whether batch normalization has a scale and an offset
   * @param weight scalar to multiply the output with, or null for none
   */
  Operand<TFloat32> operation(
      Build build,
      String name,
      int operation,
      NodeValue x,
      int channels,
      int stride,
      boolean affine,
      @Nullable Operand<TFloat32> weight);

  /** The whole network, [batch, height, width, image channels] → logits [batch, classes]. */
  Operand<TFloat32> logits(
      Build build, NetworkSettings settings, Edges edges, Operand<TFloat32> images);

  /**
   * Checks the settings.
   *
   * @throws IllegalArgumentException naming the setting
   */
  void check(NetworkSettings settings);

  /** Prefix of the variables of an operation. */
  default String name(String cell, int edge, int operation) {
    return cell + "/edge" + edge + "/" + operations().get(operation);
  }

  /** Checks that a choice names one operation for each edge. */
  default int[] checkChoice(int[] choice) {
    if (choice.length != edges()) {
      throw new IllegalArgumentException(
          "choice must name %d operations, one an edge, named %d"
              .formatted(edges(), choice.length));
    }
    for (int operation : choice) {
      if (operation < 0 || operation >= operations().size()) {
        throw new IllegalArgumentException(
            "operation must be in [0, %d), was %d".formatted(operations().size(), operation));
      }
    }
    return choice;
  }
}
