package org.espalier.models.graph;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
 * @param parts parts of variables that stand for the whole in this pass, filled as layers are built
 * @param trains whether this is the pass that trains a network alone
 */
record BuildContext(
    Ops tf,
    Variables variables,
    Statistics statistics,
    List<Op> tracking,
    Map<String, VariablePart> parts,
    @Nullable DropPath dropPath,
    boolean trains) {

  /** Of a pass that drops nothing. */
  static BuildContext of(Ops tf, Variables variables, Statistics statistics, List<Op> tracking) {
    return of(tf, variables, statistics, tracking, new HashMap<>());
  }

  /** Of a pass that drops nothing, and that fills {@code parts}. */
  static BuildContext of(
      Ops tf,
      Variables variables,
      Statistics statistics,
      List<Op> tracking,
      Map<String, VariablePart> parts) {
    return new BuildContext(tf, variables, statistics, tracking, parts, null, false);
  }

  /** Of the pass that trains a network alone. */
  BuildContext training(@Nullable DropPath dropping) {
    return new BuildContext(tf, variables, statistics, tracking, parts, dropping, true);
  }

  /** Part of a variable, in place of the whole. */
  Operand<TFloat32> part(Slice tensor, VariablePart part) {
    parts.put(tensor.name(), part);
    return part.value();
  }

  Operand<TFloat32> value(Slice tensor) {
    return variables.get(tensor).value();
  }
}
