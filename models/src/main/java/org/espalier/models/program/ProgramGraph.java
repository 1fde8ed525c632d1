package org.espalier.models.program;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TUint8;

/** A graph under construction: its operations, inputs, gradients and signatures. */
public final class ProgramGraph {
  private final Graph graph;
  private final Ops ops;
  private final Map<String, SignatureBuilder> signatures = new LinkedHashMap<>();
  private final Map<String, byte[]> attachments = new LinkedHashMap<>();

  ProgramGraph(Graph graph) {
    this.graph = graph;
    this.ops = Ops.create(graph);
  }

  /** Builders of all operations. */
  public Ops ops() {
    return ops;
  }

  /** The graph itself. */
  public Graph graph() {
    return graph;
  }

  /** A float input; an extent of -1 is open, no extents make a scalar. */
  public Placeholder<TFloat32> floats(String name, long... shape) {
    return ops.withName(name).placeholder(TFloat32.class, Placeholder.shape(Shape.of(shape)));
  }

  /** A 32-bit integer input; an extent of -1 is open, no extents make a scalar. */
  public Placeholder<TInt32> ints(String name, long... shape) {
    return ops.withName(name).placeholder(TInt32.class, Placeholder.shape(Shape.of(shape)));
  }

  /** A 64-bit integer input; an extent of -1 is open, no extents make a scalar. */
  public Placeholder<TInt64> longs(String name, long... shape) {
    return ops.withName(name).placeholder(TInt64.class, Placeholder.shape(Shape.of(shape)));
  }

  /** An unsigned byte input; an extent of -1 is open, no extents make a scalar. */
  public Placeholder<TUint8> bytes(String name, long... shape) {
    return ops.withName(name).placeholder(TUint8.class, Placeholder.shape(Shape.of(shape)));
  }

  /**
   * Gradients of a float scalar with respect to each of the given operands, in their order.
   *
   * @throws IllegalArgumentException if the scalar does not depend on one of them
   */
  public List<Operand<TFloat32>> gradients(
      Operand<TFloat32> loss, List<? extends Operand<TFloat32>> operands) {
    var outputs = add(loss, operands);
    var gradients = new ArrayList<Operand<TFloat32>>(outputs.length);
    for (int i = 0; i < outputs.length; i++) {
      if (outputs[i].index() < 0) {
        throw new IllegalArgumentException(
            "loss does not depend on " + operands.get(i).op().name());
      }
      gradients.add(outputs[i].expect(TFloat32.class));
    }
    return gradients;
  }

  /** The same, with zeros where the scalar does not depend on an operand. */
  public List<Operand<TFloat32>> gradientsOrZeros(
      Operand<TFloat32> loss, List<? extends Operand<TFloat32>> operands) {
    // TensorFlow refuses operands the loss does not depend on, such as those of a dead branch.
    var before = graph.subgraphTo(Set.<Operand<?>>of(loss));
    var live = operands.stream().filter(operand -> before.contains(operand.op())).toList();
    var outputs = add(loss, live);
    var gradients = new ArrayList<Operand<TFloat32>>();
    for (var operand : operands) {
      int at = live.indexOf(operand);
      gradients.add(
          at < 0 || outputs[at].index() < 0
              ? ops.zerosLike(operand)
              : outputs[at].expect(TFloat32.class));
    }
    return gradients;
  }

  /** Puts a small file beside the graph; {@link Program#attachment} reads it. */
  public void attach(String file, byte[] content) {
    attachments.put(file, content.clone());
  }

  /** A new signature of the given name, or the one already begun. */
  public SignatureBuilder signature(String name) {
    return signatures.computeIfAbsent(name, SignatureBuilder::new);
  }

  /////////////////////////////////////////////////////////////////////////////

  /** Where there is no gradient, TensorFlow returns an output of index -1. */
  private Output<?>[] add(Operand<TFloat32> loss, List<? extends Operand<TFloat32>> operands) {
    var inputs = operands.stream().map(Operand::asOutput).toArray(Output<?>[]::new);
    return graph.addGradients(loss.asOutput(), inputs);
  }

  Map<String, byte[]> attachments() {
    return attachments;
  }

  Map<String, SignatureDef> signatureDefs() {
    var defs = new LinkedHashMap<String, SignatureDef>();
    signatures.forEach((name, signature) -> defs.put(name, signature.definition()));
    return defs;
  }
}
