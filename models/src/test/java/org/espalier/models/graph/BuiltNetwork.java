package org.espalier.models.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.models.layer.Layout;
import org.espalier.models.layer.Network;
import org.espalier.models.layer.NodeInput;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * The graph of a network that was built and is not run.
 *
 * @param layout its trained tensors and running statistics
 * @param extents height and width of what the first node of each cell reads, by the cell's name
 */
record BuiltNetwork(Layout layout, Map<String, List<Integer>> extents) {

  static BuiltNetwork of(Network network, int[] path) {
    try (var graph = new Graph()) {
      var tf = Ops.create(graph);
      var variables = new Variables(tf);
      var build = BuildContext.of(tf, variables, Statistics.RUNNING, new ArrayList<>());
      var input = network.input();
      var shape = Shape.of(-1, input.height(), input.width(), input.channels());
      var x = tf.placeholder(TFloat32.class, Placeholder.shape(shape));
      var nodes = new Watched(new FixedNodes(Arrays.stream(path).boxed().toList()));
      var logits = network.logits(new GraphBuilder(build, nodes), SharedOutput.of(tf, x)).main();
      assertThat(logits.shape().asArray()).containsExactly(-1L, input.classes());
      return new BuiltNetwork(variables.layout(), nodes.extents);
    }
  }

  /** Nodes that note what reaches the first node of each cell. */
  private record Watched(Nodes nodes, Map<String, List<Integer>> extents) implements Nodes {
    Watched(Nodes nodes) {
      this(nodes, new LinkedHashMap<>());
    }

    @Override
    public Operand<TFloat32> sum(
        GraphBuilder b, List<NodeInput<SharedOutput>> inputs, int channels) {
      var shape = inputs.get(0).source().shape();
      var cell = inputs.get(0).name().replaceFirst("/.*", "");
      var extent = List.of((int) shape.get(1), (int) shape.get(2));
      if (inputs.size() == 2 && inputs.get(0).stride() == inputs.get(1).stride()) {
        assertThat(inputs.get(1).source().shape().asArray()).isEqualTo(shape.asArray());
        extents.put(cell, extent);
      }
      return nodes.sum(b, inputs, channels);
    }
  }
}
