package org.espalier.models.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Graph;

final class OrderedSumsTest {
  /** x used five times, so that its gradient is a sum of five terms: 1 + 2 + 3 + 4 + 5. */
  private record Uses() implements ProgramSource {
    @Override
    public String name() {
      return "uses";
    }

    @Override
    public String description() {
      return "one input, five uses";
    }

    @Override
    public void build(ProgramGraph graph) {
      var tf = graph.ops();
      var x = graph.floats("x", 3);
      var products =
          List.of(1f, 2f, 3f, 4f, 5f).stream()
              .map(factor -> tf.math.mul(x, tf.constant(factor)))
              .toList();
      var total = tf.math.addN(List.copyOf(products));
      var loss = tf.sum(total, tf.constant(0));
      graph
          .signature("gradient")
          .input("x", x)
          .output("total", total)
          .output("gradient", graph.gradients(loss, List.of(x)).get(0));
    }
  }

  @Test
  void everySumBecomesSumsOfTwo() {
    try (var graph = new Graph()) {
      new Uses().build(new ProgramGraph(graph));
      var before = graph.toGraphDef();
      assertThat(before.getNodeList())
          .filteredOn(node -> node.getOp().equals("AddN"))
          .hasSize(2)
          .allMatch(node -> node.getInputCount() == 5);
      var after = OrderedSums.in(before);
      assertThat(after.getNodeList()).noneMatch(node -> node.getOp().equals("AddN"));
      assertThat(after.getNodeList()).filteredOn(node -> node.getOp().equals("AddV2")).hasSize(8);
    }
  }

  @Test
  void theSumIsTheSame(@TempDir Path folder) {
    var program = ProgramStore.at(folder).export(new Uses());
    try (var loaded = LoadedProgram.load(program, LoadOptions.defaults())) {
      var outputs = loaded.run("gradient", Map.of("x", HostArray.vector(1f, -2f, 0.5f)));
      assertThat(outputs.get("total").floats()).containsExactly(15f, -30f, 7.5f);
      assertThat(outputs.get("gradient").floats()).containsExactly(15f, 15f, 15f);
    }
  }
}
