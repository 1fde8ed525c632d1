package org.espalier.models.space;

/** The layers of a full network of DARTS cells, as they are counted. */
final class DartsNetwork {

  private final int[] encoding;
  private final PoolNorm pools;
  private final LayerCount count = new LayerCount();

  DartsNetwork(int[] encoding, PoolNorm pools) {
    this.encoding = encoding.clone();
    this.pools = pools;
  }

  /** What flows between cells. Sizes are heights and widths. */
  private record Image(int channels, int size) {}

  LayerCount count(DartsMacro macro, Target target) {
    Image before;
    Image last;
    if (macro.stem() == DartsMacro.Stem.CIFAR) {
      last = new Image(macro.stem().multiplier() * macro.channels(), target.imageSize());
      conv(3, target.imageChannels(), last);
      before = last;
    } else {
      var narrow = new Image(macro.channels() / 2, halved(target.imageSize()));
      conv(3, target.imageChannels(), narrow);
      before = reluConv(3, narrow, new Image(macro.channels(), halved(narrow.size)));
      last = reluConv(3, before, new Image(macro.channels(), halved(before.size)));
    }
    int channels = macro.channels();
    for (int cell = 0; cell < macro.cells(); cell++) {
      boolean reduces = macro.reduces(cell);
      channels = reduces ? 2 * channels : channels;
      var output = cell(before, last, new Image(channels, last.size), reduces);
      before = last;
      last = output;
    }
    return count.linear(last.channels, target.classes());
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  /** A cell that sees its two inputs as {@code inner}; returns what it outputs. */
  private Image cell(Image before, Image last, Image inner, boolean reduces) {
    if (before.size == inner.size) {
      reluConv(1, before, inner);
    } else {
      factorizedReduce(before, inner);
    }
    reluConv(1, last, inner);
    var reduced = new Image(inner.channels, halved(inner.size));
    int first = reduces ? DartsGraph.CELL_EDGES : 0;
    for (int edge = first; edge < first + DartsGraph.CELL_EDGES; edge++) {
      boolean halves = reduces && DartsGraph.EDGES.get(edge).source() < DartsGraph.INPUTS;
      operation(
          DartsGraph.OPERATIONS.get(encoding[edge]),
          halves || !reduces ? inner : reduced,
          reduces ? reduced : inner);
    }
    int nodes = DartsGraph.NODES - DartsGraph.INPUTS;
    return new Image(nodes * inner.channels, reduces ? reduced.size : inner.size);
  }

  private void operation(String name, Image in, Image out) {
    switch (name) {
      case "none" -> {}
      case "max_pool_3x3", "avg_pool_3x3" -> poolNorm(out);
      case "skip_connect" -> {
        if (in.size != out.size) {
          factorizedReduce(in, out);
        }
      }
      case "sep_conv_3x3" -> separable(3, in, out).separable(3, out, out);
      case "sep_conv_5x5" -> separable(5, in, out).separable(5, out, out);
      case "dil_conv_3x3" -> separable(3, in, out);
      case "dil_conv_5x5" -> separable(5, in, out);
      default -> throw new IllegalStateException("operation " + name + " is not counted");
    }
  }

  private void poolNorm(Image out) {
    switch (pools) {
      case NONE -> {}
      case PLAIN -> count.plainNorm(out.channels, out.size);
      case AFFINE -> count.norm(out.channels, out.size);
    }
  }

  private void conv(int kernel, int channels, Image out) {
    count.conv(kernel, channels, out.channels, out.size).norm(out.channels, out.size);
  }

  private Image reluConv(int kernel, Image in, Image out) {
    count.relu(in.channels, in.size);
    conv(kernel, in.channels, out);
    return out;
  }

  /** ReLU, depthwise convolution, pointwise convolution, batch normalization. */
  private DartsNetwork separable(int kernel, Image in, Image out) {
    count.relu(in.channels, in.size).depthwise(kernel, in.channels, out.size);
    conv(1, in.channels, out);
    return this;
  }

  /** ReLU, two 1×1 convolutions of stride 2, each to half of the channels, batch normalization. */
  private void factorizedReduce(Image in, Image out) {
    int half = out.channels / 2;
    count.relu(in.channels, in.size);
    count.conv(1, in.channels, half, out.size);
    count.conv(1, in.channels, out.channels - half, out.size);
    count.norm(out.channels, out.size);
  }

  private static int halved(int size) {
    return (size + 1) / 2;
  }
}
