package org.espalier.models.graph;

import java.util.ArrayList;
import java.util.List;
import org.espalier.models.layer.NodeInput;
import org.espalier.models.numbers.OptionMask;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The weighted sum of all options of every input, on the first 1/K of the channels. The other
 * channels pass by: as they are at stride 1, through a 2×2 max-pool at stride 2. Then the channels
 * of the node are shuffled in K groups.
 *
 * <p>Source: Xu et al. 2020, "PC-DARTS", ICLR. There every edge bypasses and shuffles for itself;
 * both are linear in the edges of a node, so here a node does it once for the sum of its edges.
 */
final class MixtureNodes implements Nodes {

  private final OptionMask mask;
  private final int partial;
  private final int width;
  private final List<SharedOutput> weights;
  private final @Nullable List<SharedOutput> edgeWeights;

  /**
   * Takes the weights.
   *
   * @param mask options that there are
   * @param partial K
   * @param optionWeights one row a decision, [decisions, most options of one]
   * @param edgeWeights weights of the decisions, [decisions], or null for none
   */
  MixtureNodes(
      Ops tf,
      OptionMask mask,
      int partial,
      Operand<TFloat32> optionWeights,
      @Nullable Operand<TFloat32> edgeWeights) {
    this.mask = mask;
    this.partial = partial;
    this.width = Math.toIntExact(optionWeights.shape().get(1));
    var both =
        edgeWeights == null
            ? optionWeights
            : tf.math.mul(optionWeights, tf.expandDims(edgeWeights, tf.constant(1)));
    int decisions = mask.index().decisions();
    this.weights = scalars(tf, both, decisions * width);
    this.edgeWeights = edgeWeights == null ? null : scalars(tf, edgeWeights, decisions);
  }

  @Override
  public Operand<TFloat32> sum(GraphBuilder b, List<NodeInput<SharedOutput>> inputs, int channels) {
    if (inputs.stream().anyMatch(NodeInput::elastic)) {
      throw new IllegalArgumentException(
          "network.elastic must be false where options are mixed, was true: only one option a step"
              + " shares tensors");
    }
    if (inputs.stream().anyMatch(input -> input.sourceChoice() != null)) {
      throw new IllegalArgumentException(
          "where nodes choose their sources, a step takes one option of each decision: options"
              + " cannot be mixed");
    }
    if (partial == 1) {
      return mixed(b, inputs, channels);
    }
    var tf = b.tf();
    int part = channels / partial;
    var parts = inputs.stream().map(input -> input.from(input.source().part(part))).toList();
    var sum = mixed(b, parts, part);
    var bypass = bypass(tf, inputs, part);
    return shuffle(tf, tf.concat(List.of(sum, bypass), tf.constant(3)), channels);
  }

  /////////////////////////////////////////////////////////////////////////////

  private Operand<TFloat32> mixed(
      GraphBuilder b, List<NodeInput<SharedOutput>> inputs, int channels) {
    var terms = new ArrayList<Operand<TFloat32>>();
    for (var input : inputs) {
      var ofEdge = new ArrayList<Operand<TFloat32>>();
      for (int option = 0; option < input.options().size(); option++) {
        if (!input.options().get(option).isZero() && mask.has(input.decision(), option)) {
          var weight = weights.get(input.decision() * width + option).next();
          var output = b.option(input, option, channels);
          // What an identity passes on has other readers, who see it without the weight.
          ofEdge.add(
              output == input.source()
                  ? b.tf().math.mul(output.next(), weight)
                  : output.times(weight));
        }
      }
      if (b.dropsEdges() && !ofEdge.isEmpty()) {
        terms.add(b.edge(GraphBuilder.sum(b.tf(), ofEdge)));
      } else {
        terms.addAll(ofEdge);
      }
    }
    return terms.isEmpty() ? Nodes.zeros(b, inputs, channels) : GraphBuilder.sum(b.tf(), terms);
  }

  private Operand<TFloat32> bypass(Ops tf, List<NodeInput<SharedOutput>> inputs, int part) {
    var terms = new ArrayList<Operand<TFloat32>>();
    for (var input : inputs) {
      var rest = input.source().rest(part).next();
      var passed = input.stride() == 1 ? rest : half(tf, rest);
      terms.add(
          edgeWeights == null
              ? passed
              : tf.math.mul(passed, edgeWeights.get(input.decision()).next()));
    }
    return GraphBuilder.sum(tf, terms);
  }

  /** Half the extents, rounded up as the operations round them. */
  private static Operand<TFloat32> half(Ops tf, Operand<TFloat32> x) {
    var window = tf.array(1, 2, 2, 1);
    return tf.nn.maxPool(x, window, window, "SAME");
  }

  /** Channel g·C/K + j goes to j·K + g. */
  private Operand<TFloat32> shuffle(Ops tf, Operand<TFloat32> x, int channels) {
    int height = Pixels.height(x);
    int width = Pixels.width(x);
    var groups = tf.array(-1, height, width, partial, channels / partial);
    var turned = tf.linalg.transpose(tf.reshape(x, groups), tf.array(0, 1, 2, 4, 3));
    return tf.reshape(turned, tf.array(-1, height, width, channels));
  }

  private static List<SharedOutput> scalars(Ops tf, Operand<TFloat32> values, int count) {
    var each = tf.unstack(tf.reshape(values, tf.array(-1)), (long) count).output();
    return each.stream().map(value -> SharedOutput.of(tf, value)).toList();
  }
}
