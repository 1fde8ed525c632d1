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
 * @param pass what kind of pass it is
 * @param tracking updates of running statistics, filled as layers are built
 * @param parts parts of variables that stand for the whole in this pass, filled as layers are built
 * @param layers what recipes set about layers
 * @param reader what reads tensors in place of all of them, or null for all of them
 */
record BuildContext(
    Ops tf,
    Variables variables,
    PassSettings pass,
    List<Op> tracking,
    Map<String, VariablePart> parts,
    LayerSettings layers,
    @Nullable TensorReader reader) {

  /** What layers read of a tensor, where several readers share it. */
  interface TensorReader {
    Operand<TFloat32> read(Slice tensor, Operand<TFloat32> whole);
  }

  /** Of a pass that drops nothing, with layers as PyTorch has them by default. */
  static BuildContext of(Ops tf, Variables variables, Statistics statistics, List<Op> tracking) {
    var pass = PassSettings.of(statistics);
    return of(tf, variables, pass, tracking, new HashMap<>(), LayerSettings.DEFAULTS);
  }

  /** Of a pass whose layers read whole tensors. */
  static BuildContext of(
      Ops tf,
      Variables variables,
      PassSettings pass,
      List<Op> tracking,
      Map<String, VariablePart> parts,
      LayerSettings layers) {
    return new BuildContext(tf, variables, pass, tracking, parts, layers, null);
  }

  /** The same pass, with tensors read by something else. */
  BuildContext readBy(TensorReader other) {
    return new BuildContext(tf, variables, pass, tracking, parts, layers, other);
  }

  /** Part of a variable, in place of the whole. */
  Operand<TFloat32> part(Slice tensor, VariablePart part) {
    parts.put(tensor.name(), part);
    return part.value();
  }

  Operand<TFloat32> value(Slice tensor) {
    var variable = variables.get(tensor);
    var whole = pass.averaged() ? variables.average(variable).value() : variable.value();
    return reader == null ? whole : reader.read(tensor, whole);
  }
}
