package org.espalier.models.graph;

import java.util.ArrayList;
import java.util.List;
import org.espalier.models.layer.NodeInput;
import org.espalier.models.numbers.OptionMask;
import org.espalier.models.program.ProgramGraph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * The nodes of a path, with other options of each decision beside the one taken. Their outputs add
 * nothing to a node: they stand for options behind a gate of value 0, so that the gradient by that
 * gate can be asked for. Options that a step does not name cost nothing.
 *
 * @param path the nodes of the path
 * @param mask options that there are
 * @param input whether the option at each position is compared: 1 or 0, [options]
 * @param flags the same one by one
 * @param beside what has been built
 */
record ComparedNodes(
    PathNodes path,
    OptionMask mask,
    Operand<TInt32> input,
    List<Output<TInt32>> flags,
    List<Beside> beside)
    implements Nodes {

  private static final int OFF = 0;
  private static final int ON = 1;
  private static final int BRANCHES = 2;

  /**
   * The output of an option beside a path, live where it is compared.
   *
   * @param position of the option
   * @param taken index, among what the path took, of the output it is compared with
   */
  record Beside(int position, int taken, Operand<TFloat32> output) {}

  /** The nodes of a path, with an input that says what is compared. */
  static ComparedNodes of(ProgramGraph graph, OptionMask mask, Operand<TInt32> chosen) {
    var tf = graph.ops();
    int size = mask.index().size();
    var input = graph.ints(NetworkNames.COMPARED, size);
    var flags = tf.unstack(input, (long) size).output();
    return new ComparedNodes(
        new PathNodes(tf, mask, chosen), mask, input, List.copyOf(flags), new ArrayList<>());
  }

  @Override
  public Operand<TFloat32> sum(GraphBuilder b, List<NodeInput<SharedOutput>> inputs, int channels) {
    if (inputs.stream().anyMatch(NodeInput::elastic)) {
      throw new IllegalArgumentException(
          "network.elastic must be false where options of a layer are compared, was true");
    }
    if (inputs.stream().anyMatch(input -> input.sourceChoice() != null)) {
      throw new IllegalArgumentException(
          "where nodes choose their sources, options cannot be compared");
    }
    int first = path.taken().size();
    var sum = path.sum(b, inputs, channels);
    for (int i = 0; i < inputs.size(); i++) {
      compare(b, inputs.get(i), first + i, channels);
    }
    return sum;
  }

  private void compare(GraphBuilder b, NodeInput<SharedOutput> input, int taken, int channels) {
    int decision = input.decision();
    var source = input.source().next();
    for (int option = 0; option < input.options().size(); option++) {
      if (mask.has(decision, option) && !input.options().get(option).isZero()) {
        int position = mask.index().at(decision, option);
        var live = Choice.split(b.tf(), source, flags.get(position), BRANCHES).get(ON);
        var output = b.option(input.from(b.output(live)), option, channels).next();
        beside.add(new Beside(position, taken, output));
      }
    }
  }

  /** What a method learns from the pass that has just been built. */
  ArchitectureGradient gradient(Ops tf) {
    return new ComparedGradient(tf, this);
  }

  /** The sum of terms that are live where the option at a position is compared, elsewhere 0. */
  Operand<TFloat32> sumWhereCompared(Ops tf, int position, List<Operand<TFloat32>> terms) {
    var zero = Choice.split(tf, tf.constant(0f), flags.get(position), BRANCHES).get(OFF);
    return Choice.merge(tf, List.of(tf.identity(zero), GraphBuilder.sum(tf, terms)));
  }
}
