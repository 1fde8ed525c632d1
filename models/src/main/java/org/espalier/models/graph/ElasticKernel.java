package org.espalier.models.graph;

import java.util.List;
import org.espalier.models.layer.LayerTensors;
import org.espalier.models.layer.OptionPosition;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Depthwise kernels that share their values: a smaller one is the middle of the next larger one,
 * times a learned matrix, in a chain from the largest down to 3×3.
 *
 * <p>Source: Cai et al. 2020, Once-for-All, arXiv:1908.09791, and its authors' code ({@code
 * DynamicSeparableConv2d}).
 */
final class ElasticKernel {

  private static final int SMALLEST = 3;

  private final GraphBuilder b;
  private final Ops tf;
  private final String name;
  private final int largest;
  private final int most;
  private final Operand<TInt32> channels;

  /**
   * Prepares a kernel.
   *
   * @param name prefix of the names of its tensors
   * @param largest extent of the largest kernel
   * @param most channels of the largest layer
   * @param channels channels that a step uses, the first
   */
  ElasticKernel(GraphBuilder b, String name, int largest, int most, Operand<TInt32> channels) {
    this.b = b;
    this.tf = b.tf();
    this.name = name;
    this.largest = largest;
    this.most = most;
    this.channels = channels;
  }

  /**
   * The kernel of an extent, [extent, extent, channels, 1].
   *
   * @param extent odd, from 3 to the largest
   * @param present when the layer is there
   */
  Operand<TFloat32> of(Operand<TInt32> extent, Gate present) {
    var tensor = LayerTensors.depthwise(name, OptionPosition.EVERYWHERE, largest, most);
    var side = tf.constant(largest);
    var sizes = List.<Operand<TInt32>>of(side, side, channels, tf.constant(1));
    // A smaller kernel is made of the middle of the next larger one, and trains no more of it.
    var border = largest > SMALLEST ? isBelow(extent, largest) : tf.constant(0);
    var begin = tf.stack(List.<Operand<TInt32>>of(border, border, tf.constant(0), tf.constant(0)));
    var whole = b.part(tensor, all -> VariablePart.of(tf, all, sizes, begin, present));
    return smaller(whole, largest, extent);
  }

  private Operand<TFloat32> smaller(Operand<TFloat32> kernel, int size, Operand<TInt32> extent) {
    if (size == SMALLEST) {
      return kernel;
    }
    int next = size - 2;
    var below = isBelow(extent, size);
    var branches = Choice.split(tf, kernel, below, 2);
    var middle = tf.slice(branches.get(1), tf.array(1, 1, 0, 0), tf.array(next, next, -1, -1));
    var rows = tf.reshape(middle, tf.array(next * next, -1));
    var gate = new Gate(below, 2, 1);
    var tensor = LayerTensors.kernelMatrix(name + '/' + size + "to" + next, next * next);
    var matrix = b.part(tensor, all -> VariablePart.all(tf, all, gate));
    var made = tf.reshape(tf.linalg.matMul(matrix, rows), tf.array(next, next, -1, 1));
    return Choice.merge(tf, List.of(tf.identity(branches.get(0)), smaller(made, next, extent)));
  }

  /** 1 where the extent is below a size, and a layer there at all. */
  private Operand<TInt32> isBelow(Operand<TInt32> extent, int size) {
    var below = tf.math.less(extent, tf.constant(size));
    var there = tf.math.greater(extent, tf.constant(0));
    return tf.dtypes.cast(tf.math.logicalAnd(below, there), TInt32.class);
  }
}
