package org.espalier.models.network;

import java.util.Arrays;
import java.util.Optional;
import org.espalier.models.layer.Layout;
import org.espalier.models.layer.Slice;

/**
 * The tensors of one architecture out of the state of a network that has them, or that has larger
 * ones of which the options of a layer take their part.
 *
 * <p>A part is the first values along each axis. A smaller kernel is the middle of the next larger
 * one times a learned matrix, as {@code ElasticKernel} makes it.
 *
 * @param layout order of the tensors
 * @param state their values
 */
@SuppressWarnings("ArrayRecordComponent") // read only, never compared
public record SharedTensors(Layout layout, float[] state) {

  private static final String OPTION = "^([^/]+)/[^/]+/";

  /** The values of a tensor, or nothing where the state has none for it; no part of a momentum. */
  public Optional<float[]> values(Slice wanted) {
    var own = find(wanted.name());
    if (own.isPresent()) {
      return own.filter(slice -> slice.shape().equals(wanted.shape())).map(this::all);
    }
    if (wanted.decision() < 0 || wanted.kind() == Slice.Kind.MOMENTUM) {
      return Optional.empty();
    }
    var shared = find(wanted.name().replaceFirst(OPTION, "$1/"));
    return shared
        .filter(slice -> slice.shape().size() == wanted.shape().size())
        .map(slice -> part(slice, wanted));
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  private Optional<Slice> find(String name) {
    return layout.slices().stream().filter(slice -> slice.name().equals(name)).findFirst();
  }

  private float[] all(Slice slice) {
    return Arrays.copyOfRange(state, slice.offset(), slice.end());
  }

  private float[] part(Slice shared, Slice wanted) {
    var values = all(shared);
    var extents = shared.shape().stream().mapToInt(Integer::intValue).toArray();
    var target = wanted.shape().stream().mapToInt(Integer::intValue).toArray();
    boolean isKernel = extents.length == 4;
    var prefix = shared.name().replaceFirst("/[^/]+$", "");
    while (isKernel && extents[0] > target[0]) {
      int next = extents[0] - 2;
      var matrix = find(prefix + '/' + extents[0] + "to" + next + "/matrix");
      values = smaller(values, extents, all(matrix.orElseThrow()));
      extents[0] = next;
      extents[1] = next;
    }
    return first(values, extents, target);
  }

  /** [k, k, channels, 1] → [k − 2, k − 2, channels, 1]. */
  private static float[] smaller(float[] kernel, int[] extents, float[] matrix) {
    int size = extents[0];
    int next = size - 2;
    int channels = extents[2] * extents[3];
    var made = new float[next * next * channels];
    for (int to = 0; to < next * next; to++) {
      for (int from = 0; from < next * next; from++) {
        float factor = matrix[to * next * next + from];
        int row = from / next + 1;
        int column = from % next + 1;
        for (int channel = 0; channel < channels; channel++) {
          made[to * channels + channel] +=
              factor * kernel[(row * size + column) * channels + channel];
        }
      }
    }
    return made;
  }

  private static float[] first(float[] values, int[] extents, int[] target) {
    var part = new float[Arrays.stream(target).reduce(1, Math::multiplyExact)];
    var at = new int[target.length];
    for (int i = 0; i < part.length; i++) {
      int from = 0;
      for (int axis = 0; axis < target.length; axis++) {
        from = from * extents[axis] + at[axis];
      }
      part[i] = values[from];
      for (int axis = target.length - 1; axis >= 0 && ++at[axis] == target[axis]; axis--) {
        at[axis] = 0;
      }
    }
    return part;
  }
}
