package org.espalier.models.graph;

import java.util.ArrayList;
import java.util.List;
import org.espalier.models.layer.NodeInput;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * One option of each decision, known when the graph is built.
 *
 * @param path option of each decision
 */
record FixedNodes(List<Integer> path) implements Nodes {

  @Override
  public Operand<TFloat32> sum(GraphBuilder b, List<NodeInput<SharedOutput>> inputs, int channels) {
    var terms = new ArrayList<Operand<TFloat32>>();
    var options = path.stream().mapToInt(Integer::intValue).toArray();
    for (var input : inputs) {
      int option = options[input.decision()];
      int times = input.times(options);
      if (times > 0 && !input.options().get(option).isZero()) {
        var output = b.option(input, option, channels).next();
        terms.add(times == 1 ? output : b.tf().math.mul(output, b.tf().constant((float) times)));
      }
    }
    return terms.isEmpty() ? Nodes.zeros(b, inputs, channels) : GraphBuilder.sum(b.tf(), terms);
  }
}
