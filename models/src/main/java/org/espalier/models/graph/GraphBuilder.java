package org.espalier.models.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.espalier.models.layer.Activation;
import org.espalier.models.layer.LayerBuilder;
import org.espalier.models.layer.LayerTensors;
import org.espalier.models.layer.NodeInput;
import org.espalier.models.layer.Operation;
import org.espalier.models.layer.OptionPosition;
import org.espalier.models.layer.Slice;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TFloat32;

/** Builds a described network into a TensorFlow graph. */
final class GraphBuilder implements LayerBuilder<SharedOutput> {

  /** The linear layer before which features are dropped: not that of a second classifier. */
  private static final String CLASSIFIER = "classifier";

  private final BuildContext build;
  private final Ops tf;
  private final Nodes nodes;
  private final OptionPosition at;

  /** A builder of layers that every architecture has. */
  GraphBuilder(BuildContext build, Nodes nodes) {
    this(build, nodes, OptionPosition.EVERYWHERE);
  }

  private GraphBuilder(BuildContext build, Nodes nodes, OptionPosition at) {
    this.build = build;
    this.tf = build.tf();
    this.nodes = nodes;
    this.at = at;
  }

  Ops tf() {
    return tf;
  }

  BuildContext context() {
    return build;
  }

  LayerSettings layers() {
    return build.layers();
  }

  /** The output of an edge of a supernet, dropped for some images where that is asked for. */
  Operand<TFloat32> edge(Operand<TFloat32> output) {
    var dropping = build.pass().dropping().edge();
    return dropping == null ? output : dropping.apply(output);
  }

  /** Whether the outputs of the edges of a supernet are dropped for some images. */
  boolean dropsEdges() {
    return build.pass().dropping().edge() != null;
  }

  /** The same builder, whose layers read tensors by something else. */
  GraphBuilder readBy(BuildContext.TensorReader reader) {
    return new GraphBuilder(build.readBy(reader), nodes, at);
  }

  /** Says of which part of a tensor a pass has a gradient, and when. */
  void keep(Slice tensor, VariablePart part) {
    build.part(tensor, part);
  }

  /** The output of one option of an input, other than the one without an operation. */
  SharedOutput option(NodeInput<SharedOutput> input, int option, int channels) {
    return new GraphBuilder(build, nodes, input.position(option))
        .apply(
            input.options().get(option),
            input.name(option),
            input.source(),
            channels,
            input.stride());
  }

  /** The part of a variable that this pass reads in place of the whole. */
  Operand<TFloat32> part(Slice tensor, Function<Operand<TFloat32>, VariablePart> of) {
    return build.part(tensor, of.apply(build.value(tensor)));
  }

  /** A tensor as a layer's output. */
  SharedOutput output(Operand<TFloat32> value) {
    return SharedOutput.of(tf, value);
  }

  /** The sum of tensors; more than two are added one by one, as exported programs do. */
  static Operand<TFloat32> sum(Ops tf, List<Operand<TFloat32>> terms) {
    return terms.size() == 1 ? terms.get(0) : tf.math.addN(terms);
  }

  @Override
  public SharedOutput apply(
      Operation operation, String name, SharedOutput x, int channels, int stride) {
    return operation.isShared()
        ? x.derived(
            List.of(operation, stride), () -> operation.apply(this, name, x, channels, stride))
        : operation.apply(this, name, x, channels, stride);
  }

  @Override
  public int channels(SharedOutput x) {
    return x.channels();
  }

  @Override
  public SharedOutput conv(String name, SharedOutput x, int kernel, int out, int stride) {
    var tensor = LayerTensors.conv(name, at, kernel, x.channels(), out);
    return output(Convolution.padded(tf, x.next(), build.value(tensor), stride));
  }

  @Override
  public SharedOutput unpaddedConv(String name, SharedOutput x, int kernel, int out) {
    var tensor = LayerTensors.conv(name, at, kernel, x.channels(), out);
    return output(Convolution.unpadded(tf, x.next(), build.value(tensor)));
  }

  @Override
  public SharedOutput depthwise(String name, SharedOutput x, int kernel, int stride, int dilation) {
    var tensor = build.value(LayerTensors.depthwise(name, at, kernel, x.channels()));
    return output(
        switch (dilation) {
          case 1 -> Convolution.depthwise(tf, x.next(), tensor, stride);
          case 2 -> Convolution.dilated(tf, x.next(), tensor, stride);
          default -> throw new IllegalArgumentException("dilation must be 1 or 2, was " + dilation);
        });
  }

  @Override
  public SharedOutput norm(String name, SharedOutput x, boolean affine) {
    return BatchNormalization.apply(build, name, at, x, affine);
  }

  @Override
  public SharedOutput activate(Activation activation, SharedOutput x) {
    return x.derived(activation, () -> output(Activations.apply(tf, activation, x.next())));
  }

  @Override
  public SharedOutput biasedPointwise(String name, SharedOutput x, int out) {
    var y = conv(name, x, 1, out, 1).next();
    var bias = build.value(LayerTensors.bias(name, at, x.channels(), out));
    return output(tf.nn.biasAdd(y, bias));
  }

  @Override
  public SharedOutput alternateChannels(SharedOutput x, int first) {
    return x.alternate(first);
  }

  @Override
  public SharedOutput scale(SharedOutput x, SharedOutput factors) {
    return output(tf.math.mul(x.next(), factors.next()));
  }

  @Override
  public SharedOutput meanPixel(SharedOutput x) {
    return output(tf.math.mean(x.next(), tf.array(1, 2), Mean.keepDims(true)));
  }

  @Override
  public SharedOutput maxPool3(SharedOutput x, int stride) {
    return output(MaxPooling.apply(tf, x.next(), stride));
  }

  @Override
  public SharedOutput averagePool3(SharedOutput x, int stride) {
    return output(AveragePooling.of3x3(tf, x.next(), stride));
  }

  @Override
  public SharedOutput averagePool(SharedOutput x, int window, int stride) {
    return output(AveragePooling.unpadded(tf, x.next(), window, stride));
  }

  @Override
  public SharedOutput evenExtents(SharedOutput x) {
    return output(Pixels.evenExtents(tf, x.next()));
  }

  @Override
  public SharedOutput withoutFirstPixels(SharedOutput x) {
    return output(tf.slice(x.next(), tf.array(0, 1, 1, 0), tf.array(-1, -1, -1, -1)));
  }

  @Override
  public SharedOutput zero(SharedOutput x, int stride) {
    return output(zeros(tf, x.next(), stride, x.channels()));
  }

  /** Zeros of this many channels, of the height and width of x behind a stride. */
  static Operand<TFloat32> zeros(Ops tf, Operand<TFloat32> x, int stride, int channels) {
    var zeros = tf.zerosLike(stride == 1 ? x : Pixels.everyOther(tf, x));
    if (Pixels.channels(x) == channels) {
      return zeros;
    }
    var first = tf.slice(zeros, tf.array(0, 0, 0, 0), tf.array(-1, -1, -1, 1));
    return tf.math.mul(first, tf.constant(new float[channels]));
  }

  @Override
  public SharedOutput add(List<SharedOutput> terms) {
    return output(sum(tf, read(terms)));
  }

  @Override
  public SharedOutput concat(List<SharedOutput> parts) {
    return output(tf.concat(read(parts), tf.constant(3)));
  }

  @Override
  public SharedOutput globalAverage(SharedOutput x) {
    return output(tf.math.mean(x.next(), tf.array(1, 2)));
  }

  @Override
  public SharedOutput linear(String name, SharedOutput x, int out, boolean bias) {
    var matrix = build.value(LayerTensors.linear(name, at, x.channels(), out));
    var product = tf.linalg.matMul(features(name, x.next()), matrix);
    if (!bias) {
      return output(product);
    }
    var offset = build.value(LayerTensors.bias(name, at, x.channels(), out));
    return output(tf.math.add(product, offset));
  }

  private Operand<TFloat32> features(String name, Operand<TFloat32> x) {
    var dropping = build.pass().dropping().features();
    return dropping == null || !name.equals(CLASSIFIER) ? x : dropping.apply(x);
  }

  @Override
  public SharedOutput node(List<NodeInput<SharedOutput>> inputs, int channels) {
    return output(nodes.sum(this, inputs, channels));
  }

  @Override
  public SharedOutput dropPath(SharedOutput x) {
    var dropping = build.pass().dropping().path();
    return dropping == null ? x : output(dropping.apply(x.next()));
  }

  @Override
  public boolean trains() {
    return build.pass().trains();
  }

  private static List<Operand<TFloat32>> read(List<SharedOutput> outputs) {
    var tensors = new ArrayList<Operand<TFloat32>>();
    outputs.forEach(output -> tensors.add(output.next()));
    return tensors;
  }
}
