package org.espalier.models.graph;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
 * @param parts parts of variables that stand for the whole in this pass, filled as layers are built
 * @param layers what recipes set about layers
 * @param dropping what is dropped
 * @param trains whether this is the pass that trains a network alone
 * @param averaged whether averages are read in place of what they are averages of
 * @param reader what reads tensors in place of all of them, or null for all of them
 * @param moments what batches are measured into and normalized by; null where they are not
 */
record BuildContext(
    Ops tf,
    Variables variables,
    Statistics statistics,
    List<Op> tracking,
    Map<String, VariablePart> parts,
    LayerSettings layers,
    Dropping dropping,
    boolean trains,
    boolean averaged,
    @Nullable TensorReader reader,
    @Nullable BatchMoments moments) {

  /** What layers read of a tensor, where several readers share it. */
  interface TensorReader {
    Operand<TFloat32> read(Slice tensor, Operand<TFloat32> whole);
  }

  /**
   * What a pass drops.
   *
   * @param path what drops the paths that the description names, or null for nothing
   * @param edge what drops outputs of the edges of a supernet, or null for nothing
   * @param features what drops inputs of the classifier, or null for nothing
   */
  record Dropping(@Nullable DropPath path, @Nullable DropPath edge, @Nullable Dropout features) {
    static final Dropping NOTHING = new Dropping(null, null, null);
  }

  /** Of a pass that drops nothing, with layers as PyTorch has them by default. */
  static BuildContext of(Ops tf, Variables variables, Statistics statistics, List<Op> tracking) {
    return of(tf, variables, statistics, tracking, new HashMap<>(), LayerSettings.DEFAULTS);
  }

  /** Of a pass that drops nothing, and that fills {@code parts}. */
  static BuildContext of(
      Ops tf,
      Variables variables,
      Statistics statistics,
      List<Op> tracking,
      Map<String, VariablePart> parts,
      LayerSettings layers) {
    return new BuildContext(
        tf,
        variables,
        statistics,
        tracking,
        parts,
        layers,
        Dropping.NOTHING,
        false,
        false,
        null,
        null);
  }

  /** Of a pass that drops something. */
  BuildContext dropping(Dropping some) {
    return new BuildContext(
        tf,
        variables,
        statistics,
        tracking,
        parts,
        layers,
        some,
        trains,
        averaged,
        reader,
        moments);
  }

  /** Of the pass that trains a network alone. */
  BuildContext training() {
    return new BuildContext(
        tf,
        variables,
        statistics,
        tracking,
        parts,
        layers,
        dropping,
        true,
        averaged,
        reader,
        moments);
  }

  /** Of a pass that reads averages. */
  BuildContext readingAverages() {
    return new BuildContext(
        tf,
        variables,
        statistics,
        tracking,
        parts,
        layers,
        dropping,
        trains,
        true,
        reader,
        moments);
  }

  /** The same pass, with tensors read by something else. */
  BuildContext readBy(TensorReader other) {
    return new BuildContext(
        tf,
        variables,
        statistics,
        tracking,
        parts,
        layers,
        dropping,
        trains,
        averaged,
        other,
        moments);
  }

  /** Of a pass whose batches are measured, or normalized by moments that are given. */
  BuildContext with(BatchMoments measured) {
    return new BuildContext(
        tf,
        variables,
        statistics,
        tracking,
        parts,
        layers,
        dropping,
        trains,
        averaged,
        reader,
        measured);
  }

  /** The moments of a pass that has some. */
  BatchMoments measuredMoments() {
    return Objects.requireNonNull(moments);
  }

  /** Part of a variable, in place of the whole. */
  Operand<TFloat32> part(Slice tensor, VariablePart part) {
    parts.put(tensor.name(), part);
    return part.value();
  }

  Operand<TFloat32> value(Slice tensor) {
    var variable = variables.get(tensor);
    var whole = averaged ? variables.average(variable).value() : variable.value();
    return reader == null ? whole : reader.read(tensor, whole);
  }
}
