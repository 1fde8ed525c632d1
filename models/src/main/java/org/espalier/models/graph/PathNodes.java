package org.espalier.models.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.espalier.models.layer.NodeInput;
import org.espalier.models.numbers.OptionMask;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** All options of every decision, of which one, named when the step is run, is executed. */
final class PathNodes implements Nodes {

  /** What an input of one node gave: where its gate would be. */
  record Taken(int decision, Operand<TFloat32> output) {}

  private final OptionMask mask;
  private final List<Output<TInt32>> chosen;
  private final List<Taken> taken = new ArrayList<>();
  private final Map<Object, Operand<TInt32>> sources = new HashMap<>();

  /**
   * Takes a path.
   *
   * @param mask options that there are; others, if chosen, give zeros
   * @param path option of each decision, [decisions]
   */
  PathNodes(Ops tf, OptionMask mask, Operand<TInt32> path) {
    this.mask = mask;
    this.chosen = tf.unstack(path, (long) mask.index().decisions()).output();
  }

  @Override
  public Operand<TFloat32> sum(GraphBuilder b, List<NodeInput<SharedOutput>> inputs, int channels) {
    if (inputs.get(0).sourceChoice() != null) {
      var node = new ChosenSources(b, this, sources, inputs, channels);
      inputs.forEach(input -> taken.add(new Taken(input.decision(), node.output(input))));
      return node.sum();
    }
    var terms = new ArrayList<Operand<TFloat32>>();
    for (var input : inputs) {
      var output = choose(b, input, channels);
      taken.add(new Taken(input.decision(), output));
      terms.add(b.edge(output));
    }
    return GraphBuilder.sum(b.tf(), terms);
  }

  int decisions() {
    return chosen.size();
  }

  int options(int decision) {
    return mask.index().options(decision);
  }

  /** The index of the option that a step takes. */
  Operand<TInt32> chosen(int decision) {
    return chosen.get(decision);
  }

  List<Taken> taken() {
    return taken;
  }

  boolean has(int decision, int option) {
    return mask.has(decision, option);
  }

  private Operand<TFloat32> choose(GraphBuilder b, NodeInput<SharedOutput> input, int channels) {
    var tf = b.tf();
    int decision = input.decision();
    if (input.sharing() == NodeInput.Sharing.CELL) {
      return new ElasticCell(b, input, input.name(), channels, this::chosen).output(null);
    }
    if (input.elastic()) {
      return new ElasticLayer(b, input, channels, chosen(decision)).output();
    }
    var branches = Choice.split(tf, input.source().next(), chosen(decision), options(decision));
    var results = new ArrayList<Operand<TFloat32>>();
    for (int option = 0; option < options(decision); option++) {
      var branch = branches.get(option);
      if (input.options().get(option).isZero() || !mask.has(decision, option)) {
        results.add(GraphBuilder.zeros(tf, branch, input.stride(), channels));
      } else {
        var output = b.option(input.from(b.output(branch)), option, channels).next();
        // The identity of a branch: what comes out must not be what went in.
        results.add(output == branch ? tf.identity(output) : output);
      }
    }
    return Choice.merge(tf, results);
  }
}
