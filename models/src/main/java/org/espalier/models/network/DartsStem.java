package org.espalier.models.network;

import org.espalier.models.space.DartsMacro;
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
  /** Takes images, [batch, height, width, in]. */
  static DartsStem of(Build build, DartsMacro macro, Operand<TFloat32> images, int in) {
    return macro.stem() == DartsMacro.Stem.CIFAR
        ? cifar(build, macro.channels(), images, in)
        : imageNet(build, macro.channels(), images, in);
  }

  private static DartsStem cifar(Build build, int c, Operand<TFloat32> images, int in) {
    var x = new NodeValue(build.tf(), normalized(build, "stem", images, in, 3 * c, 1));
    return new DartsStem(x, x, 3 * c, false);
  }

  private static DartsStem imageNet(Build build, int c, Operand<TFloat32> images, int in) {
    var tf = build.tf();
    var narrow = normalized(build, "stem0/first", images, in, c / 2, 2);
    var first = normalized(build, "stem0/second", tf.nn.relu(narrow), c / 2, c, 2);
    var before = new NodeValue(tf, first);
    var last = normalized(build, "stem1", before.relu(), c, c, 2);
    return new DartsStem(before, new NodeValue(tf, last), c, true);
  }

  private static Operand<TFloat32> normalized(
      Build build, String name, Operand<TFloat32> x, int in, int out, int stride) {
    var y = Convolution.apply(build, name, x, 3, in, out, stride);
    return BatchNormalization.apply(build, name, y, out, true);
  }
}
