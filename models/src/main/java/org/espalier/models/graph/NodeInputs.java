package org.espalier.models.graph;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.models.layer.OptionPosition;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The nodes of a kind of network, with what a step tells them.
 *
 * @param nodes how nodes are built
 * @param inputs what signatures take for them, by name
 * @param path the nodes again where a step takes one option of each; otherwise null
 * @param weights weights of options, then of edges, of a mixture, or of cells side by side;
 *     otherwise empty
 * @param compared the nodes where other options are compared with those of a path; otherwise null
 * @param mixes whether every trained tensor has a gradient in every step
 */
record NodeInputs(
    Nodes nodes,
    Map<String, ? extends Operand<?>> inputs,
    @Nullable PathNodes path,
    List<Operand<TFloat32>> weights,
    @Nullable ComparedNodes compared,
    boolean mixes) {

  /** Without options that are compared. */
  NodeInputs(
      Nodes nodes,
      Map<String, ? extends Operand<?>> inputs,
      @Nullable PathNodes path,
      List<Operand<TFloat32>> weights) {
    this(nodes, inputs, path, weights, null, !weights.isEmpty());
  }

  /** Whether a step is told nothing. */
  boolean isFixed() {
    return path == null && weights.isEmpty();
  }

  /** When the layers of an option are live; null for always. */
  @Nullable Gate gate(OptionPosition at) {
    return path == null || at.decision() < 0
        ? null
        : new Gate(path.chosen(at.decision()), path.options(at.decision()), at.option());
  }

  /** What a method learns from the pass that has just been built; empty for a fixed network. */
  Optional<ArchitectureGradient> gradient(Ops tf) {
    if (path != null) {
      return Optional.of(new ArchitectureGradient.OfPath(tf, path.decisions(), path.taken()));
    }
    return weights.isEmpty()
        ? Optional.empty()
        : Optional.of(new ArchitectureGradient.OfMixture(tf, weights));
  }
}
