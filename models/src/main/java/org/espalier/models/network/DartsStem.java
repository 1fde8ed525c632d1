package org.espalier.models.network;

import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * How images enter a network of DARTS cells.
 *
 * @param before what the first cell takes for the cell before the last
 * @param last what it takes for the last
 * @param channels channels of either
 * @param halved whether the last is half as high and wide as the one before
 */
record DartsStem(NodeValue before, NodeValue last, int channels, boolean halved) {
  /**
   * Takes images, [batch, height, width, in].
   *
   * @param c channels of an operation in the first cells
   */
  static DartsStem of(Build build, StemSettings settings, int c, Operand<TFloat32> images, int in) {
    int wide = settings.multiplier() * c;
    return switch (settings.kind()) {
      case CIFAR -> cifar(build, wide, images, in);
      case IMAGENET -> imageNet(build, wide, images, in);
    };
  }

  private static DartsStem cifar(Build build, int wide, Operand<TFloat32> images, int in) {
    var x = new NodeValue(build.tf(), normalized(build, "stem", images, in, wide, 1));
    return new DartsStem(x, x, wide, false);
  }

  private static DartsStem imageNet(Build build, int wide, Operand<TFloat32> images, int in) {
    var tf = build.tf();
    var narrow = normalized(build, "stem0/first", images, in, wide / 2, 2);
    var first = normalized(build, "stem0/second", tf.nn.relu(narrow), wide / 2, wide, 2);
    var before = new NodeValue(tf, first);
    var last = normalized(build, "stem1", before.relu(), wide, wide, 2);
    return new DartsStem(before, new NodeValue(tf, last), wide, true);
  }

  private static Operand<TFloat32> normalized(
      Build build, String name, Operand<TFloat32> x, int in, int out, int stride) {
    var y = Convolution.apply(build, name, x, 3, in, out, stride);
    return BatchNormalization.apply(build, name, y, out, true);
  }
}
