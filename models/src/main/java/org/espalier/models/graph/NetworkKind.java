package org.espalier.models.graph;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.models.numbers.OptionIndex;
import org.espalier.models.numbers.OptionMask;
import org.espalier.models.numbers.OptionRows;
import org.espalier.models.program.ProgramGraph;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** In which of three ways the nodes of a description are built. */
sealed interface NetworkKind {

  String label();

  /** The nodes, with what a step tells them as inputs of the graph. */
  NodeInputs nodes(ProgramGraph graph);

  /**
   * One option of each decision, named each step.
   *
   * @param mask options that there are
   * @param compares whether other options can be compared with those named
   */
  record Path(OptionMask mask, boolean compares) implements NetworkKind {
    @Override
    public String label() {
      return "path";
    }

    @Override
    public NodeInputs nodes(ProgramGraph graph) {
      var chosen = graph.ints(NetworkNames.PATH, mask.index().decisions());
      var nodes = new PathNodes(graph.ops(), mask, chosen);
      return new NodeInputs(
          nodes,
          Map.of(NetworkNames.PATH, chosen),
          nodes,
          List.of(),
          compares ? ComparedNodes.of(graph, mask, chosen) : null,
          false);
    }
  }

  /**
   * All options, weighted each step.
   *
   * @param mask options that there are
   * @param partial K: the options see the first 1/K of the channels, at least 1
   * @param edgeWeights whether decisions have weights too
   */
  record Mixture(OptionMask mask, int partial, boolean edgeWeights) implements NetworkKind {
    @Override
    public String label() {
      return "mixture";
    }

    @Override
    public NodeInputs nodes(ProgramGraph graph) {
      var index = mask.index();
      int width = new OptionRows(index).width();
      var inputs = new LinkedHashMap<String, Operand<TFloat32>>();
      inputs.put(
          NetworkNames.OPTION_WEIGHTS,
          graph.floats(NetworkNames.OPTION_WEIGHTS, index.decisions(), width));
      if (edgeWeights) {
        inputs.put(
            NetworkNames.EDGE_WEIGHTS, graph.floats(NetworkNames.EDGE_WEIGHTS, index.decisions()));
      }
      var weights = List.copyOf(inputs.values());
      var nodes =
          new MixtureNodes(
              graph.ops(), mask, partial, weights.get(0), edgeWeights ? weights.get(1) : null);
      return new NodeInputs(nodes, inputs, null, weights);
    }
  }

  /**
   * Several cells side by side, their genes and weights named each step.
   *
   * @param index the decisions
   * @param cells how many, at least 1
   */
  record Parallel(OptionIndex index, int cells) implements NetworkKind {
    @Override
    public String label() {
      return "parallel";
    }

    @Override
    public NodeInputs nodes(ProgramGraph graph) {
      int size = cells * index.decisions();
      var paths = graph.ints(NetworkNames.PATH, size);
      var weights = graph.floats(NetworkNames.OPTION_WEIGHTS, size);
      var nodes = new ParallelNodes(graph.ops(), index, cells, paths, weights);
      var inputs = Map.of(NetworkNames.PATH, paths, NetworkNames.OPTION_WEIGHTS, weights);
      return new NodeInputs(nodes, inputs, null, List.of(weights), null, false);
    }
  }

  /** One option of each decision, for good. */
  record Fixed(List<Integer> path) implements NetworkKind {
    @Override
    public String label() {
      return "fixed";
    }

    @Override
    public NodeInputs nodes(ProgramGraph graph) {
      return new NodeInputs(new FixedNodes(path), Map.of(), null, List.of());
    }
  }
}
