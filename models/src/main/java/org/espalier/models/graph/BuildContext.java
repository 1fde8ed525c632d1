package org.espalier.models.graph;

import java.util.List;
import org.espalier.models.layer.Slice;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * What every layer of one pass is built with.
 *
 * @param tf builders of operations
 * @param variables the network's variables
 * @param statistics how batches are normalized
 * @param tracking updates of running statistics, filled as layers are built
 * @param dropPath what drops paths, or null for nothing
 * @param trains whether this is the pass that trains a network alone
 */
record BuildContext(
    Ops tf,
    Variables variables,
    Statistics statistics,
    List<Op> tracking,
    @Nullable DropPath dropPath,
    boolean trains) {

  /** Of a pass that drops nothing. */
  static BuildContext of(Ops tf, Variables variables, Statistics statistics, List<Op> tracking) {
    return new BuildContext(tf, variables, statistics, tracking, null, false);
  }

  /** Of the pass that trains a network alone. */
  BuildContext training(@Nullable DropPath dropping) {
    return new BuildContext(tf, variables, statistics, tracking, dropping, true);
  }

  Operand<TFloat32> value(Slice tensor) {
    return variables.get(tensor).value();
  }
}
