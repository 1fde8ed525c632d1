package org.espalier.models.graph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.models.layer.Layout;
import org.espalier.models.layer.Slice;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.types.TFloat32;

/**
 * The variables of a network under construction; asking for a name again gives the same variable.
 */
final class Variables {
  /** A variable with its one reading, and its momentum if it is trained. */
  record Variable(Slice slice, Operand<?> handle, Operand<TFloat32> value) {

    /** What a pass reads of it: the part that stands for it, or all. */
    Operand<TFloat32> value(Map<String, VariablePart> parts) {
      var part = parts.get(slice.name());
      return part == null ? value : part.value();
    }
  }

  private final Ops tf;
  private final Optional<FrozenState> frozen;
  private final Map<String, Variable> variables = new LinkedHashMap<>();

  Variables(Ops tf) {
    this(tf, Optional.empty());
  }

  private Variables(Ops tf, Optional<FrozenState> frozen) {
    this.tf = tf;
    this.frozen = frozen;
  }

  /** Constants instead of variables, with the values of this state. */
  static Variables frozen(Ops tf, FrozenState state) {
    return new Variables(tf, Optional.of(state));
  }

  /** The variable of a tensor. */
  Variable get(Slice tensor) {
    var known = variables.get(tensor.name());
    if (known != null) {
      return known;
    }
    var variable = create(tensor);
    variables.put(tensor.name(), variable);
    return variable;
  }

  /** The trained variables in the order of their creation. */
  List<Variable> trained() {
    return variables.values().stream().filter(v -> v.slice().kind().trained()).toList();
  }

  /** The momentum of a trained variable, made when first asked for. */
  Variable momentum(Variable variable) {
    return get(variable.slice().momentum());
  }

  /** The moving average of a variable, made when first asked for. */
  Variable average(Variable variable) {
    return get(variable.slice().average());
  }

  /** What is averaged where averages are kept: the trained variables and the running statistics. */
  List<Variable> averaged() {
    var kinds = variables.values().stream();
    return kinds
        .filter(v -> v.slice().kind().trained() || v.slice().kind() == Slice.Kind.STATISTIC)
        .toList();
  }

  /** A variable of the shape of another that is no part of the state; each call makes one. */
  Variable beside(Variable other, String name) {
    var slice = other.slice();
    return create(
        new Slice(
            slice.name() + '/' + name,
            slice.kind(),
            slice.decision(),
            slice.option(),
            0,
            0,
            slice.shape()));
  }

  /** All variables in the order of the flat vector: trained, statistics, momenta, averages. */
  List<Variable> ordered() {
    var ordered = new ArrayList<>(trained());
    for (var kind : List.of(Slice.Kind.STATISTIC, Slice.Kind.MOMENTUM, Slice.Kind.AVERAGE)) {
      variables.values().stream().filter(v -> v.slice().kind() == kind).forEach(ordered::add);
    }
    return ordered;
  }

  Layout layout() {
    return Layout.inOrder(ordered().stream().map(Variable::slice).toList());
  }

  /** The flat vector of all variables. */
  Operand<TFloat32> flat() {
    var parts = new ArrayList<Operand<TFloat32>>();
    for (var variable : ordered()) {
      parts.add(tf.reshape(variable.value(), tf.array(-1)));
    }
    return tf.concat(parts, tf.constant(0));
  }

  /** Assigns all variables from a flat vector. */
  List<Op> assign(Operand<TFloat32> flat) {
    var sizes = ordered().stream().mapToInt(v -> v.slice().size()).toArray();
    var parts = tf.splitV(flat, tf.constant(sizes), tf.constant(0), (long) sizes.length).output();
    var assignments = new ArrayList<Op>();
    int i = 0;
    for (var variable : ordered()) {
      var shaped = tf.reshape(parts.get(i++), tf.constant(shape(variable.slice())));
      assignments.add(tf.assignVariableOp(variable.handle(), shaped));
    }
    return assignments;
  }

  /////////////////////////////////////////////////////////////////////////////

  private Variable create(Slice slice) {
    var extents = slice.shape().stream().mapToLong(Integer::longValue).toArray();
    if (frozen.isPresent()) {
      var constant = frozen.get().constant(tf, slice);
      return new Variable(slice, constant, constant);
    }
    var node = slice.name().replace('/', '.');
    var handle =
        tf.withName(node)
            .varHandleOp(TFloat32.class, Shape.of(extents), VarHandleOp.sharedName(node));
    var value = tf.withName(node + ".read").readVariableOp(handle, TFloat32.class);
    return new Variable(slice, handle, value);
  }

  private static int[] shape(Slice slice) {
    return slice.shape().stream().mapToInt(Integer::intValue).toArray();
  }
}
