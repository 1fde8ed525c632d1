package org.espalier.models.graph;

import java.util.ArrayList;
import java.util.List;
import org.espalier.models.layer.Layout;
import org.espalier.models.program.ProgramGraph;
import org.espalier.models.program.ProgramSource;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * One block between an input and a scalar: the inner product of its output with a fed projection.
 */
final class BlockProgram implements ProgramSource {
  /** Builds a block on an input. */
  interface Block {
    SharedOutput apply(GraphBuilder b, SharedOutput x);
  }

  static final long[] INPUT = {4, 6, 6, 3};

  private final String name;
  private final Block block;
  private final long[] input;

  BlockProgram(String name, Block block) {
    this(name, block, INPUT);
  }

  BlockProgram(String name, Block block, long... input) {
    this.name = name;
    this.block = block;
    this.input = input.clone();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String description() {
    return "block " + name;
  }

  @Override
  public void build(ProgramGraph graph) {
    var tf = graph.ops();
    var variables = new Variables(tf);
    var x = graph.floats("x", input);
    var build = BuildContext.of(tf, variables, Statistics.BATCH, new ArrayList<>());
    var builder = new GraphBuilder(build, new FixedNodes(List.of()));
    var y = block.apply(builder, SharedOutput.of(tf, x)).next();
    var flat = tf.reshape(y, tf.array(-1));
    var projection = graph.floats("projection", y.shape().size());
    var loss = tf.sum(tf.math.mul(flat, projection), tf.array(0));
    var operands = new ArrayList<Operand<TFloat32>>(List.of(x));
    variables.trained().forEach(variable -> operands.add(variable.value()));
    var gradients = graph.gradients(loss, operands);
    var parts = new ArrayList<Operand<TFloat32>>();
    gradients.subList(1, gradients.size()).forEach(g -> parts.add(tf.reshape(g, tf.array(-1))));
    // Concatenation wants two parts at least.
    parts.add(tf.constant(new float[0]));
    parts.add(tf.constant(new float[0]));
    graph
        .signature("run")
        .input("x", x)
        .input("projection", projection)
        .output("y", flat)
        .output("loss", loss)
        .output("of_x", gradients.get(0))
        .output("of_state", tf.concat(parts, tf.constant(0)));
    graph.attach(Layout.FILE, variables.layout().bytes());
    if (!variables.ordered().isEmpty()) {
      var state = graph.floats("state", -1);
      var assigned = tf.withControlDependencies(variables.assign(state)).identity(tf.shape(state));
      graph.signature("assign").input("state", state).output("length", assigned);
    }
  }
}
