package org.espalier.models.graph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.models.numbers.OptionRows;
import org.espalier.models.program.ProgramGraph;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The nodes of a kind of network, with what a step tells them.
 *
 * @param nodes how nodes are built
 * @param inputs what signatures take for them, by name
 * @param weights weights of options, then of edges, for a mixture; otherwise empty
 */
record NodeInputs(Nodes nodes, Map<String, Operand<?>> inputs, List<Operand<TFloat32>> weights) {

  static NodeInputs of(ProgramGraph graph, NetworkKind kind) {
    if (kind instanceof NetworkKind.Path path) {
      var chosen = graph.ints(NetworkNames.PATH, path.mask().index().decisions());
      return new NodeInputs(
          new PathNodes(graph.ops(), path.mask(), chosen),
          Map.of(NetworkNames.PATH, chosen),
          List.of());
    }
    if (kind instanceof NetworkKind.Mixture mixture) {
      return mixed(graph, mixture);
    }
    if (kind instanceof NetworkKind.Fixed fixed) {
      return new NodeInputs(new FixedNodes(fixed.path()), Map.of(), List.of());
    }
    throw new IllegalArgumentException("no nodes are built for " + kind);
  }

  private static NodeInputs mixed(ProgramGraph graph, NetworkKind.Mixture kind) {
    var index = kind.mask().index();
    int width = new OptionRows(index).width();
    var inputs = new LinkedHashMap<String, Operand<?>>();
    var weights = new ArrayList<Operand<TFloat32>>();
    var ofOptions = graph.floats(NetworkNames.OPTION_WEIGHTS, index.decisions(), width);
    inputs.put(NetworkNames.OPTION_WEIGHTS, ofOptions);
    weights.add(ofOptions);
    Operand<TFloat32> ofEdges = null;
    if (kind.edgeWeights()) {
      ofEdges = graph.floats(NetworkNames.EDGE_WEIGHTS, index.decisions());
      inputs.put(NetworkNames.EDGE_WEIGHTS, ofEdges);
      weights.add(ofEdges);
    }
    return new NodeInputs(
        new MixtureNodes(graph.ops(), kind.mask(), kind.partial(), ofOptions, ofEdges),
        inputs,
        weights);
  }

  boolean isFixed() {
    return nodes instanceof FixedNodes;
  }

  /** The nodes of which one option is taken, where they are such. */
  @Nullable PathNodes path() {
    return nodes instanceof PathNodes path ? path : null;
  }

  /** What a method learns from the pass that has just been built; empty for a fixed network. */
  Optional<ArchitectureGradient> gradient(Ops tf) {
    var path = path();
    if (path != null) {
      return Optional.of(new ArchitectureGradient.OfPath(tf, path.decisions(), path.taken()));
    }
    return isFixed()
        ? Optional.empty()
        : Optional.of(new ArchitectureGradient.OfMixture(tf, weights));
  }
}
