package org.espalier.models.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import org.espalier.models.layer.Activation;
import org.espalier.models.layer.ChannelCount;
import org.espalier.models.layer.LayerTensors;
import org.espalier.models.layer.NodeInput;
import org.espalier.models.layer.OptionPosition;
import org.espalier.models.layer.Slice;
import org.espalier.models.operation.InvertedResidual;
import org.espalier.models.operation.SqueezeExcitation;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * An inverted residual of whichever kernel and expansion a step names, out of one set of tensors of
 * the largest shape. It reads the first channels of each; kernels are what {@link ElasticKernel}
 * makes of the largest. Only what is read costs time and is trained.
 *
 * <p>Source: Cai et al. 2020, Once-for-All, arXiv:1908.09791, and its authors' code ({@code
 * DynamicMBConvLayer}).
 */
final class ElasticLayer {

  private final GraphBuilder b;
  private final Ops tf;
  private final NodeInput<SharedOutput> input;
  private final int out;
  private final Operand<TInt32> option;
  private final List<InvertedResidual> residuals = new ArrayList<>();
  private final InvertedResidual largest;
  private final Gate present;
  private final Operand<TInt32> mid;
  private final Operand<TInt32> reduced;

  /**
   * Prepares a layer.
   *
   * @param channels channels of its output
   * @param option the option that a step takes, a scalar
   */
  ElasticLayer(
      GraphBuilder b, NodeInput<SharedOutput> input, int channels, Operand<TInt32> option) {
    this.b = b;
    this.tf = b.tf();
    this.input = input;
    this.out = channels;
    this.option = option;
    for (var each : input.options()) {
      if (each instanceof InvertedResidual residual) {
        residuals.add(residual);
      }
    }
    var first = residuals.get(0);
    this.largest =
        new InvertedResidual(
            "largest",
            most(InvertedResidual::kernel),
            most(InvertedResidual::expansion),
            first.activation(),
            first.squeezes());
    this.present = new Gate(table(residual -> 1), 2, 1);
    this.mid = table(this::mid);
    this.reduced = table(residual -> SqueezeExcitation.reduced(mid(residual)));
  }

  /** [batch, h, w, in] → [batch, ⌈h/stride⌉, ⌈w/stride⌉, out]; the input where it is absent. */
  Operand<TFloat32> output() {
    var x = input.source().next();
    if (residuals.size() == input.options().size()) {
      return block(x);
    }
    var branches = Choice.split(tf, x, present.index(), 2);
    return Choice.merge(tf, List.of(tf.identity(branches.get(0)), block(branches.get(1))));
  }

  /////////////////////////////////////////////////////////////////////////////

  private Operand<TFloat32> block(Operand<TFloat32> x) {
    int in = input.source().channels();
    int most = mid(largest);
    var expanded = activate(norm(conv(x, "expand", most, in, null, mid), "expand", most, mid));
    var kernel = new ElasticKernel(b, input.name() + "/depthwise", largest.kernel(), most, mid);
    var chosen = kernel.of(table(InvertedResidual::kernel), present);
    var y = depthwise(expanded, chosen);
    y = activate(norm(y, "depthwise", most, mid));
    if (largest.squeezes()) {
      y = squeezed(y, most);
    }
    y = conv(y, "project", out, most, mid, null);
    y = shaped(norm(y, "project", out, null));
    return input.stride() == 1 && in == out ? tf.math.add(x, y) : y;
  }

  private Operand<TFloat32> depthwise(Operand<TFloat32> x, Operand<TFloat32> kernel) {
    long stride = input.stride();
    var strides = List.of(1L, stride, stride, 1L);
    if (stride == 1) {
      return tf.nn.depthwiseConv2dNative(x, kernel, strides, "SAME");
    }
    var side = tf.math.div(table(InvertedResidual::kernel), tf.constant(2));
    var zero = tf.constant(0);
    var sides = List.<Operand<TInt32>>of(zero, zero, side, side, side, side, zero, zero);
    var paddings = tf.reshape(tf.stack(sides), tf.array(4, 2));
    var padded = tf.pad(x, paddings, tf.constant(0f));
    return tf.nn.depthwiseConv2dNative(padded, kernel, strides, "VALID");
  }

  private Operand<TFloat32> squeezed(Operand<TFloat32> x, int most) {
    int few = SqueezeExcitation.reduced(most);
    var mean = tf.math.mean(x, tf.array(1, 2), Mean.keepDims(true));
    var less =
        biased(
            conv(mean, "squeeze/reduce", few, most, mid, reduced),
            "squeeze/reduce",
            most,
            few,
            reduced);
    var all = conv(tf.nn.relu(less), "squeeze/expand", most, few, reduced, mid);
    var factors = biased(all, "squeeze/expand", few, most, mid);
    return tf.math.mul(x, Activations.apply(tf, Activation.HARD_SIGMOID, factors));
  }

  /** A 1×1 convolution by the first rows and columns of its matrix; null for all of them. */
  private Operand<TFloat32> conv(
      Operand<TFloat32> x,
      String name,
      int outMost,
      int inMost,
      @Nullable Operand<TInt32> in,
      @Nullable Operand<TInt32> out) {
    var tensor = LayerTensors.conv(name(name), OptionPosition.EVERYWHERE, 1, inMost, outMost);
    var one = tf.constant(1);
    var kernel = part(tensor, List.of(one, one, size(in, inMost), size(out, outMost)));
    return tf.nn.conv2d(x, kernel, List.of(1L, 1L, 1L, 1L), "SAME");
  }

  private Operand<TFloat32> biased(
      Operand<TFloat32> x, String name, int inMost, int outMost, Operand<TInt32> out) {
    var tensor = LayerTensors.bias(name(name), OptionPosition.EVERYWHERE, inMost, outMost);
    return tf.nn.biasAdd(x, part(tensor, List.of(out)));
  }

  private Operand<TFloat32> norm(
      Operand<TFloat32> x, String name, int most, @Nullable Operand<TInt32> channels) {
    var sizes = List.of(size(channels, most));
    var scale = part(LayerTensors.scale(name(name), OptionPosition.EVERYWHERE, most), sizes);
    var offset = part(LayerTensors.offset(name(name), OptionPosition.EVERYWHERE, most), sizes);
    return BatchNormalization.ofPart(
        b.context(), name(name), x, scale, offset, most, sizes.get(0), present);
  }

  private Operand<TFloat32> activate(Operand<TFloat32> x) {
    return Activations.apply(tf, largest.activation(), x);
  }

  private Operand<TFloat32> part(Slice tensor, List<Operand<TInt32>> sizes) {
    return b.part(tensor, whole -> VariablePart.of(tf, whole, sizes, present));
  }

  private Operand<TInt32> size(@Nullable Operand<TInt32> some, int all) {
    return some == null ? tf.constant(all) : some;
  }

  /** What shapes that are known at run time only forget. */
  private Operand<TFloat32> shaped(Operand<TFloat32> x) {
    var shape = input.source().shape();
    int stride = input.stride();
    int height = (Math.toIntExact(shape.get(1)) + stride - 1) / stride;
    int width = (Math.toIntExact(shape.get(2)) + stride - 1) / stride;
    return tf.reshape(x, tf.array(-1, height, width, out));
  }

  private String name(String part) {
    return input.name() + '/' + part;
  }

  private int mid(InvertedResidual residual) {
    return ChannelCount.divisible((double) input.source().channels() * residual.expansion());
  }

  private int most(ToIntFunction<InvertedResidual> of) {
    return residuals.stream().mapToInt(of).max().orElseThrow();
  }

  /** A number of each option, 0 where there is no layer, at the option that a step takes. */
  private Operand<TInt32> table(ToIntFunction<InvertedResidual> of) {
    var values =
        input.options().stream()
            .mapToInt(
                each -> each instanceof InvertedResidual residual ? of.applyAsInt(residual) : 0)
            .toArray();
    return tf.gather(tf.constant(values), option, tf.constant(0));
  }
}
