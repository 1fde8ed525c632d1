package org.espalier.models.graph;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Stack;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TUint8;

/**
 * From raw bytes to normalized floats, with the augmentation of training: random crop, mirror,
 * cutout.
 */
final class ImageInput {
  private final Ops tf;
  private final ImageSettings images;

  ImageInput(Ops tf, ImageSettings images) {
    this.tf = tf;
    this.images = images;
  }

  /** Normalized images, [batch, height, width, channels]. */
  Operand<TFloat32> plain(Operand<TUint8> raw) {
    return normalize(interleaved(raw));
  }

  /** The same, cropped, mirrored and cut out at random: all from (seed, position in the batch). */
  Operand<TFloat32> augmented(Operand<TUint8> raw, Operand<TInt64> seed) {
    var pixels = interleaved(raw);
    var batch = tf.slice(tf.shape(raw), tf.array(0), tf.array(1));
    if (images.cropPadding() > 0 || images.flip()) {
      pixels = move(pixels, batch, seed);
    }
    var normal = normalize(pixels);
    return images.cutout() > 0 ? cut(normal, batch, seed) : normal;
  }

  /////////////////////////////////////////////////////////////////////////////

  private Operand<TUint8> interleaved(Operand<TUint8> raw) {
    return images.planar() ? tf.linalg.transpose(raw, tf.array(0, 2, 3, 1)) : raw;
  }

  private Operand<TFloat32> normalize(Operand<TUint8> pixels) {
    var scale = new float[images.channels()];
    var shift = new float[images.channels()];
    for (int i = 0; i < scale.length; i++) {
      scale[i] = 1 / (255 * images.deviation().get(i));
      shift[i] = -images.mean().get(i) / images.deviation().get(i);
    }
    var floats = tf.dtypes.cast(pixels, TFloat32.class);
    return tf.math.add(tf.math.mul(floats, tf.constant(scale)), tf.constant(shift));
  }

  /**
   * Crop out of black padding, and mirror, as one affine map from output pixels to input pixels.
   */
  private Operand<TUint8> move(
      Operand<TUint8> pixels, Operand<TInt32> batch, Operand<TInt64> seed) {
    int padding = images.cropPadding();
    var down = tf.dtypes.cast(draw(batch, seed, 0, -padding, padding + 1), TFloat32.class);
    var right = tf.dtypes.cast(draw(batch, seed, 1, -padding, padding + 1), TFloat32.class);
    var mirrored = tf.dtypes.cast(draw(batch, seed, 2, 0, images.flip() ? 2 : 1), TFloat32.class);
    var one = tf.onesLike(right);
    var zero = tf.zerosLike(right);
    var direction = tf.math.sub(one, tf.math.mul(mirrored, tf.constant(2f)));
    var start = tf.math.add(right, tf.math.mul(mirrored, tf.constant(images.width() - 1f)));
    var map =
        tf.stack(
            List.<Operand<TFloat32>>of(direction, zero, start, zero, one, down, zero, zero),
            Stack.axis(1L));
    return tf.image.imageProjectiveTransformV3(
        pixels, map, tf.array(images.height(), images.width()), tf.constant(0f), "NEAREST");
  }

  /**
   * Sets a square to 0, which is the mean; its centre is uniform and its edges end at the image's.
   */
  private Operand<TFloat32> cut(Operand<TFloat32> x, Operand<TInt32> batch, Operand<TInt64> seed) {
    var rows = inside(draw(batch, seed, 3, 0, images.height()), images.height());
    var columns = inside(draw(batch, seed, 4, 0, images.width()), images.width());
    var hole =
        tf.math.logicalAnd(
            tf.reshape(rows, tf.array(-1, images.height(), 1, 1)),
            tf.reshape(columns, tf.array(-1, 1, images.width(), 1)));
    return tf.math.mul(x, tf.dtypes.cast(tf.math.logicalNot(hole), TFloat32.class));
  }

  /**
   * For each image, which of the positions lie in [centre − cutout/2, centre − cutout/2 + cutout).
   */
  private Operand<TBool> inside(Operand<TInt32> centre, int extent) {
    var positions = tf.range(tf.constant(0), tf.constant(extent), tf.constant(1));
    var first =
        tf.math.sub(tf.expandDims(centre, tf.constant(1)), tf.constant(images.cutout() / 2));
    var after = tf.math.add(first, tf.constant(images.cutout()));
    return tf.math.logicalAnd(
        tf.math.greaterEqual(positions, first), tf.math.less(positions, after));
  }

  /** An integer in [from, to) for each image. */
  private Operand<TInt32> draw(
      Operand<TInt32> batch, Operand<TInt64> seed, long stream, int from, int to) {
    var pair = tf.stack(List.<Operand<TInt64>>of(seed, tf.constant(stream)));
    return tf.random.statelessRandomUniformInt(batch, pair, tf.constant(from), tf.constant(to));
  }
}
