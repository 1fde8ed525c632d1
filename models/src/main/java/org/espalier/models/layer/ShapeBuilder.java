package org.espalier.models.layer;

import java.util.ArrayList;
import java.util.List;
import org.espalier.models.numbers.OptionMask;

/** Follows a description with shapes alone and reports the tensors and the work on the way. */
final class ShapeBuilder implements LayerBuilder<FeatureMap> {

  /** What a multiply-add belongs to. */
  enum Work {
    CONVOLUTION,
    LINEAR,
    ELEMENTWISE
  }

  /** What is told of each layer. */
  interface Listener {
    /**
     * A trained tensor.
     *
     * @param at the option that reads it; two inputs of a node may share a tensor, which then
     *     belongs to none
     */
    void tensor(Slice trained, OptionPosition at);

    void work(Work kind, long multiplyAdds, OptionPosition at);

    /** A batch normalization, whether or not it has a scale and an offset. */
    default void norm(String name, int channels, OptionPosition at) {}

    /** An option that leaves its edge out, whether it is followed or not. */
    default void zero(OptionPosition at) {}
  }

  private static final int NORM_OPERATIONS = 2;

  private final OptionMask mask;
  private final int partial;
  private final Listener listener;
  private final OptionPosition at;
  private final OptionPosition owner;

  /**
   * A builder that follows some options.
   *
   * @param mask the options that are followed
   * @param partial K: options see the first 1/K of the channels
   */
  ShapeBuilder(OptionMask mask, int partial, Listener listener) {
    this(mask, partial, listener, OptionPosition.EVERYWHERE, OptionPosition.EVERYWHERE);
  }

  /**
   * A builder within an option.
   *
   * @param at the option
   * @param owner where its tensors belong, as {@link NodeInput#position} says
   */
  private ShapeBuilder(
      OptionMask mask, int partial, Listener listener, OptionPosition at, OptionPosition owner) {
    this.mask = mask;
    this.partial = partial;
    this.listener = listener;
    this.at = at;
    this.owner = owner;
  }

  /** Follows a whole network. */
  static void follow(Network network, OptionMask mask, int partial, Listener listener) {
    var input = network.input();
    network.logits(
        new ShapeBuilder(mask, partial, listener),
        new FeatureMap(input.channels(), input.height(), input.width()));
  }

  @Override
  public int channels(FeatureMap x) {
    return x.channels();
  }

  @Override
  public FeatureMap conv(String name, FeatureMap x, int kernel, int out, int stride) {
    return convolved(
        LayerTensors.conv(name, owner, kernel, x.channels(), out), x.strided(stride), out);
  }

  @Override
  public FeatureMap unpaddedConv(String name, FeatureMap x, int kernel, int out) {
    var left = x.sized(x.height() - kernel + 1, x.width() - kernel + 1);
    return convolved(LayerTensors.conv(name, owner, kernel, x.channels(), out), left, out);
  }

  @Override
  public FeatureMap depthwise(String name, FeatureMap x, int kernel, int stride, int dilation) {
    var tensor = LayerTensors.depthwise(name, owner, kernel, x.channels());
    return convolved(tensor, x.strided(stride), x.channels());
  }

  @Override
  public FeatureMap norm(String name, FeatureMap x, boolean affine) {
    if (affine) {
      listener.tensor(LayerTensors.scale(name, owner, x.channels()), at);
      listener.tensor(LayerTensors.offset(name, owner, x.channels()), at);
    }
    listener.norm(name, x.channels(), owner);
    return elementwise(x, NORM_OPERATIONS);
  }

  @Override
  public FeatureMap activate(Activation activation, FeatureMap x) {
    return elementwise(x, 1);
  }

  @Override
  public FeatureMap biasedPointwise(String name, FeatureMap x, int out) {
    var y = convolved(LayerTensors.conv(name, owner, 1, x.channels(), out), x, out);
    listener.tensor(LayerTensors.bias(name, owner, x.channels(), out), at);
    return y;
  }

  @Override
  public FeatureMap alternateChannels(FeatureMap x, int first) {
    return x.of((x.channels() + 1 - first) / 2);
  }

  @Override
  public FeatureMap scale(FeatureMap x, FeatureMap factors) {
    FeatureMap.same(List.of(x.sized(1, 1), factors));
    return x;
  }

  @Override
  public FeatureMap meanPixel(FeatureMap x) {
    return x.sized(1, 1);
  }

  @Override
  public FeatureMap maxPool3(FeatureMap x, int stride) {
    return x.strided(stride);
  }

  @Override
  public FeatureMap averagePool3(FeatureMap x, int stride) {
    return x.strided(stride);
  }

  @Override
  public FeatureMap averagePool(FeatureMap x, int window, int stride) {
    return x.sized((x.height() - window) / stride + 1, (x.width() - window) / stride + 1);
  }

  @Override
  public FeatureMap evenExtents(FeatureMap x) {
    return x.sized(x.height() + x.height() % 2, x.width() + x.width() % 2);
  }

  @Override
  public FeatureMap withoutFirstPixels(FeatureMap x) {
    return x.sized(x.height() - 1, x.width() - 1);
  }

  @Override
  public FeatureMap zero(FeatureMap x, int stride) {
    return x.strided(stride);
  }

  @Override
  public FeatureMap add(List<FeatureMap> terms) {
    return FeatureMap.same(terms);
  }

  @Override
  public FeatureMap concat(List<FeatureMap> parts) {
    FeatureMap.same(parts.stream().map(part -> part.of(1)).toList());
    return parts.get(0).of(parts.stream().mapToInt(FeatureMap::channels).sum());
  }

  @Override
  public FeatureMap globalAverage(FeatureMap x) {
    return x.sized(1, 1);
  }

  @Override
  public FeatureMap linear(String name, FeatureMap x, int out, boolean bias) {
    listener.tensor(LayerTensors.linear(name, owner, x.channels(), out), at);
    if (bias) {
      listener.tensor(LayerTensors.bias(name, owner, x.channels(), out), at);
    }
    listener.work(Work.LINEAR, (long) x.channels() * out, at);
    return x.of(out);
  }

  @Override
  public FeatureMap node(List<NodeInput<FeatureMap>> inputs, int channels) {
    if (channels % partial != 0) {
      throw new IllegalArgumentException(
          "partial channels K must divide the %d channels of a node, was %d"
              .formatted(channels, partial));
    }
    var outputs = new ArrayList<FeatureMap>();
    for (var input : inputs) {
      if (partial > 1 && input.source().channels() != channels) {
        throw new IllegalArgumentException(
            "with partial channels a node must have the channels of its inputs: %s has %d channels, its node %d"
                .formatted(input.name(), input.source().channels(), channels));
      }
      var source = partial == 1 ? input.source() : input.source().of(channels / partial);
      var output = source.of(channels / partial).strided(input.stride());
      for (int option = 0; option < input.options().size(); option++) {
        var operation = input.options().get(option);
        var position = new OptionPosition(input.decision(), option);
        if (operation.isZero()) {
          listener.zero(position);
        } else if (mask.has(input.decision(), option) && !input.isAbsent(mask)) {
          var inside = new ShapeBuilder(mask, partial, listener, position, input.position(option));
          var made =
              operation.apply(
                  inside, input.name(option), source, output.channels(), input.stride());
          if (!made.equals(output)) {
            throw new IllegalArgumentException(
                "option %s must make %s of %s at stride %d, makes %s"
                    .formatted(input.name(option), output, source, input.stride(), made));
          }
        }
      }
      outputs.add(output.of(channels));
    }
    return FeatureMap.same(outputs);
  }

  @Override
  public FeatureMap dropPath(FeatureMap x) {
    return x;
  }

  @Override
  public boolean trains() {
    return false;
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  private FeatureMap convolved(Slice kernel, FeatureMap output, int out) {
    listener.tensor(kernel, at);
    listener.work(Work.CONVOLUTION, kernel.size() * output.pixels(), at);
    return output.of(out);
  }

  private FeatureMap elementwise(FeatureMap x, int operations) {
    listener.work(Work.ELEMENTWISE, (long) operations * x.channels() * x.pixels(), at);
    return x;
  }
}
