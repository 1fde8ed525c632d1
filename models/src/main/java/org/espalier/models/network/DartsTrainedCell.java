package org.espalier.models.network;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.espalier.models.space.CellInput;
import org.espalier.models.space.EdgeSpace;
import org.espalier.models.space.PoolNorm;
import org.espalier.models.space.SearchSpaces;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * One cell of given operations: each of its four nodes is the sum of its inputs, and all four, side
 * by side, are its output.
 *
 * @param name prefix of its variables
 * @param channels of a node
 * @param reduces whether edges from the cell's inputs have a stride of 2
 * @param dropPath what drops edges, or null for none
 */
record DartsTrainedCell(
    Build build,
    String name,
    List<CellInput> inputs,
    int channels,
    boolean reduces,
    PoolNorm pools,
    @Nullable DropPath dropPath) {
  /** Nodes of a cell that are part of its output. */
  static final int NODES = 4;

  private static final int INPUTS = 2;
  private static final List<String> OPERATIONS =
      ((EdgeSpace) SearchSpaces.named("darts")).operations();

  /** [batch, h, w, channels] twice → [batch, h, w, 4 channels], halved if it reduces. */
  Operand<TFloat32> apply(NodeValue before, NodeValue last) {
    var nodes = new ArrayList<>(List.of(before, last));
    var uses = new HashMap<String, Integer>();
    while (nodes.size() < INPUTS + NODES) {
      var terms = new ArrayList<Operand<TFloat32>>();
      for (var input : inputs) {
        int operation = OPERATIONS.indexOf(input.operation());
        if (input.target() == nodes.size() && operation != DartsOperation.NONE) {
          terms.add(edge(nodes, input, operation, uses));
        }
      }
      var node = terms.isEmpty() ? zeros(before) : Sums.pairwise(build.tf(), terms);
      nodes.add(new NodeValue(build.tf(), node));
    }
    var outputs = nodes.subList(INPUTS, nodes.size()).stream().map(NodeValue::value).toList();
    return build.tf().concat(List.<Operand<TFloat32>>copyOf(outputs), build.tf().constant(3));
  }

  /////////////////////////////////////////////////////////////////////////////

  private Operand<TFloat32> edge(
      List<NodeValue> nodes, CellInput input, int operation, HashMap<String, Integer> uses) {
    int stride = reduces && input.source() < INPUTS ? 2 : 1;
    var x = nodes.get(input.source());
    if (operation == DartsOperation.SKIP_CONNECT && stride == 1) {
      return x.value();
    }
    var y =
        DartsOperation.apply(
            build, unique(input, uses), operation, x, channels, stride, true, pools, null);
    return dropPath == null ? y : dropPath.apply(y);
  }

  /** Named like the operation in a supernet; a second use of the same one gets a number. */
  private String unique(CellInput input, HashMap<String, Integer> uses) {
    int target = input.target();
    int edge = (target - 2) * (target + 1) / 2 + input.source();
    var label = name + "/edge" + edge + "/" + input.operation();
    int use = uses.merge(label, 1, Integer::sum);
    return use == 1 ? label : label + "/" + use;
  }

  private Operand<TFloat32> zeros(NodeValue before) {
    int stride = reduces ? 2 : 1;
    return DartsOperation.apply(
        build, name, DartsOperation.NONE, before, channels, stride, true, pools, null);
  }
}
