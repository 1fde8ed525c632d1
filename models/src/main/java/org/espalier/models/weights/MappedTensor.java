package org.espalier.models.weights;

import java.util.ArrayList;
import java.util.List;
import org.espalier.models.layer.Slice;

/**
 * A tensor of a network of ours, and the one that holds its values in a file.
 *
 * @param ours ours
 * @param name its name there
 * @param axes for each axis there, which of ours it is
 */
public record MappedTensor(Slice ours, String name, List<Integer> axes) {

  private static final List<Integer> CONVOLUTION = List.of(3, 2, 0, 1);
  private static final List<Integer> DEPTHWISE = List.of(2, 3, 0, 1);
  private static final List<Integer> LINEAR = List.of(1, 0);
  private static final String DEPTHWISE_KERNEL = "depthwise/kernel";

  /** Keeps a copy. */
  public MappedTensor {
    axes = List.copyOf(axes);
  }

  /** In PyTorch's order of axes: output channels first, then input channels, then the kernel's. */
  static MappedTensor torch(Slice ours, String name) {
    return new MappedTensor(
        ours,
        name,
        switch (ours.shape().size()) {
          case 4 -> ours.name().endsWith(DEPTHWISE_KERNEL) ? DEPTHWISE : CONVOLUTION;
          case 2 -> LINEAR;
          default -> List.of(0);
        });
  }

  /** Under its own name, in its own order. */
  static MappedTensor own(Slice ours) {
    var axes = new ArrayList<Integer>();
    for (int axis = 0; axis < ours.shape().size(); axis++) {
      axes.add(axis);
    }
    return new MappedTensor(ours, ours.name(), axes);
  }

  /** Extents there. */
  public List<Long> shape() {
    return axes.stream().map(axis -> ours.shape().get(axis).longValue()).toList();
  }

  /** The entry of a file that holds it as float32. */
  public TensorEntry entry() {
    return new TensorEntry(name, TensorType.F32, shape());
  }

  /** Copies the values there to our order. */
  void take(float[] theirs, float[] state) {
    var steps = steps();
    int[] at = new int[axes.size()];
    for (float value : theirs) {
      state[ours.offset() + index(at, steps)] = value;
      next(at);
    }
  }

  /** Our values in the order there. */
  public float[] give(float[] state) {
    var values = new float[ours.size()];
    var steps = steps();
    int[] at = new int[axes.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = state[ours.offset() + index(at, steps)];
      next(at);
    }
    return values;
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  /** For each axis there, the distance of neighbours along it in our order. */
  private int[] steps() {
    var own = new int[axes.size()];
    int step = 1;
    for (int axis = own.length - 1; axis >= 0; axis--) {
      own[axis] = step;
      step *= ours.shape().get(axis);
    }
    return axes.stream().mapToInt(axis -> own[axis]).toArray();
  }

  private static int index(int[] at, int[] steps) {
    int index = 0;
    for (int axis = 0; axis < at.length; axis++) {
      index += at[axis] * steps[axis];
    }
    return index;
  }

  private void next(int[] at) {
    for (int axis = at.length - 1;
        axis >= 0 && ++at[axis] == ours.shape().get(axes.get(axis));
        axis--) {
      at[axis] = 0;
    }
  }
}
