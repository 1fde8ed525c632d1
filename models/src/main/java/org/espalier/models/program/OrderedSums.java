package org.espalier.models.program;

import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/**
 * Sums of three and more tensors as chains of sums of two.
 *
 * <p>TensorFlow's {@code AddN}, which gradients of a tensor with several uses are made of, adds up
 * in an order that depends on which of its inputs happens to be free at that moment: equal runs
 * then differ in the last bits. Sums of two do not depend on their order.
 */
final class OrderedSums {
  private static final String SUM = "AddN";

  private OrderedSums() {}

  static GraphDef in(GraphDef graph) {
    var ordered = graph.toBuilder().clearNode();
    for (var node : graph.getNodeList()) {
      if (node.getOp().equals(SUM) && terms(node) > 2) {
        chain(ordered, node);
      } else {
        ordered.addNode(node);
      }
    }
    return ordered.build();
  }

  private static void chain(GraphDef.Builder ordered, NodeDef sum) {
    var terms = terms(sum);
    var total = sum.getInput(0);
    for (int i = 1; i < terms; i++) {
      var last = i == terms - 1;
      var add =
          NodeDef.newBuilder()
              .setName(last ? sum.getName() : sum.getName() + "/term_" + i)
              .setOp("AddV2")
              .setDevice(sum.getDevice())
              .putAttr("T", sum.getAttrOrThrow("T"))
              .addInput(total)
              .addInput(sum.getInput(i));
      if (last) {
        // Control inputs come after the terms.
        add.addAllInput(sum.getInputList().subList(terms, sum.getInputCount()));
      }
      ordered.addNode(add);
      total = add.getName();
    }
  }

  private static int terms(NodeDef sum) {
    return Math.toIntExact(sum.getAttrOrThrow("N").getI());
  }
}
