package org.espalier.models.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.espalier.models.layer.Activation;
import org.espalier.models.layer.ChannelCount;
import org.espalier.models.layer.LayerTensors;
import org.espalier.models.layer.NodeInput;
import org.espalier.models.layer.OptionPosition;
import org.espalier.models.layer.Slice;
import org.espalier.models.operation.GeneMotif;
import org.espalier.models.operation.MotifEdge;
import org.espalier.models.operation.MotifGenes;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * A cell of AutoSpace of whichever genes a step names, out of one set of tensors of the largest
 * shape: it reads the first channels of each. An edge runs the one operation that it has, and only
 * what is read is trained. What it computes is what {@code GeneMotif} describes, with batch
 * normalization by the statistics of the batch.
 */
final class ElasticCell {
  private static final int FIRST_MIX = 1;
  private static final int FIRST_EDGE = 3;
  private static final List<Long> ONE = List.of(1L, 1L, 1L, 1L);

  private final GraphBuilder b;
  private final Ops tf;
  private final NodeInput<SharedOutput> input;
  private final String name;
  private final int out;
  private final IntFunction<? extends Operand<TInt32>> chosen;
  private final int most;
  private final Operand<TInt32> mid;

  /**
   * Prepares a cell.
   *
   * @param name prefix of its tensors
   * @param channels channels of its output
   * @param chosen the option that a step has of a decision, a scalar
   */
  ElasticCell(
      GraphBuilder b,
      NodeInput<SharedOutput> input,
      String name,
      int channels,
      IntFunction<? extends Operand<TInt32>> chosen) {
    this.b = b;
    this.tf = b.tf();
    this.input = input;
    this.name = name;
    this.out = channels;
    this.chosen = chosen;
    int in = input.source().channels();
    var mids =
        MotifGenes.EXPANSIONS.stream()
            .mapToInt(each -> ChannelCount.divisible((double) in * each))
            .toArray();
    this.most = mids[mids.length - 1];
    this.mid = tf.gather(tf.constant(mids), gene(0), tf.constant(0));
  }

  /**
   * [batch, h, w, in] → [batch, ⌈h/stride⌉, ⌈w/stride⌉, channels].
   *
   * @param weight factor of the output, a scalar; null for 1
   */
  Operand<TFloat32> output(@Nullable Operand<TFloat32> weight) {
    int in = input.source().channels();
    int stride = input.stride();
    var x = input.source().next();
    var zero = relu6(norm(conv(x, "expand", in, most, null, mid), "expand", most, mid, null));
    var one = edge(0, zero, stride);
    var two = mixed(2, tf.math.add(edge(1, zero, stride), edge(2, one, 1)));
    var three = mixed(3, tf.math.add(edge(3, one, 1), edge(4, two, 1)));
    var y = conv(three, "project", most, out, mid, null);
    return shaped(norm(y, "project", out, tf.constant(out), weight));
  }

  /////////////////////////////////////////////////////////////////////////////

  private Operand<TInt32> gene(int at) {
    return chosen.apply(input.decision() + at);
  }

  private Operand<TFloat32> edge(int edge, Operand<TFloat32> x, int stride) {
    var index = gene(FIRST_EDGE + edge);
    var operations = GeneMotif.edges(edge);
    var branches = Choice.split(tf, x, index, operations.size());
    var results = new ArrayList<Operand<TFloat32>>();
    for (int option = 0; option < operations.size(); option++) {
      var gate = new Gate(index, operations.size(), option);
      results.add(apply(operations.get(option), edge, branches.get(option), stride, gate));
    }
    return Choice.merge(tf, results);
  }

  private Operand<TFloat32> apply(
      MotifEdge operation, int edge, Operand<TFloat32> x, int stride, Gate gate) {
    if (operation.kernel() <= 0) {
      var kept = stride == 1 ? tf.identity(x) : Pixels.everyOther(tf, x);
      return operation.isZero() ? tf.zerosLike(kept) : kept;
    }
    int kernel = operation.kernel();
    var prefix = name + "/edge" + edge + '/' + operation.label();
    var all = tf.constant(kernel);
    var one = tf.constant(1);
    var tensor = LayerTensors.depthwise(prefix, OptionPosition.EVERYWHERE, kernel, most);
    var weights = part(tensor, List.of(all, all, mid, one), gate);
    var scale = part(LayerTensors.scale(prefix, OptionPosition.EVERYWHERE, most), gate);
    var offset = part(LayerTensors.offset(prefix, OptionPosition.EVERYWHERE, most), gate);
    var y = Convolution.depthwise(tf, x, weights, stride);
    return relu6(BatchNormalization.ofBatch(tf, y, scale, offset, b.layers()));
  }

  /** Channel attention where the gene says so. */
  private Operand<TFloat32> mixed(int node, Operand<TFloat32> sum) {
    var branches = Choice.split(tf, sum, gene(FIRST_MIX + node - 2), 2);
    var attended = branches.get(1);
    var mean = tf.math.mean(attended, tf.array(1, 2), Mean.keepDims(true));
    var factors = Activations.apply(tf, Activation.HARD_SIGMOID, mean);
    return Choice.merge(tf, List.of(tf.identity(branches.get(0)), tf.math.mul(attended, factors)));
  }

  /** A 1×1 convolution by the first rows and columns of its matrix; null for all of them. */
  private Operand<TFloat32> conv(
      Operand<TFloat32> x,
      String layer,
      int inMost,
      int outMost,
      @Nullable Operand<TInt32> in,
      @Nullable Operand<TInt32> channels) {
    var prefix = name + '/' + layer;
    var tensor = LayerTensors.conv(prefix, OptionPosition.EVERYWHERE, 1, inMost, outMost);
    var one = tf.constant(1);
    var sizes =
        List.<Operand<TInt32>>of(
            one,
            one,
            in == null ? tf.constant(inMost) : in,
            channels == null ? tf.constant(outMost) : channels);
    return tf.nn.conv2d(x, part(tensor, sizes, null), ONE, "SAME");
  }

  private Operand<TFloat32> norm(
      Operand<TFloat32> x,
      String layer,
      int largest,
      Operand<TInt32> channels,
      @Nullable Operand<TFloat32> weight) {
    var prefix = name + '/' + layer;
    var sizes = List.of(channels);
    var scale = part(LayerTensors.scale(prefix, OptionPosition.EVERYWHERE, largest), sizes, null);
    var offset = part(LayerTensors.offset(prefix, OptionPosition.EVERYWHERE, largest), sizes, null);
    return weight == null
        ? BatchNormalization.ofBatch(tf, x, scale, offset, b.layers())
        : BatchNormalization.ofBatch(
            tf, x, tf.math.mul(scale, weight), tf.math.mul(offset, weight), b.layers());
  }

  private Operand<TFloat32> relu6(Operand<TFloat32> x) {
    return Activations.apply(tf, Activation.RELU6, x);
  }

  private Operand<TFloat32> part(Slice tensor, @Nullable Gate gate) {
    return part(tensor, List.of(mid), gate);
  }

  private Operand<TFloat32> part(Slice tensor, List<Operand<TInt32>> sizes, @Nullable Gate gate) {
    return b.part(tensor, whole -> VariablePart.of(tf, whole, sizes, gate));
  }

  /** What shapes that are known at run time only forget. */
  private Operand<TFloat32> shaped(Operand<TFloat32> x) {
    var shape = input.source().shape();
    int stride = input.stride();
    int height = (Math.toIntExact(shape.get(1)) + stride - 1) / stride;
    int width = (Math.toIntExact(shape.get(2)) + stride - 1) / stride;
    return tf.reshape(x, tf.array(-1, height, width, out));
  }
}
