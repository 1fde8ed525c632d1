package org.espalier.transforms.supernet;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.espalier.models.layer.Layout;
import org.espalier.models.layer.Slice;
import org.espalier.schemas.Tensor;
import org.espalier.transforms.method.FloatTensors;

/** The state of a network as named tensors, and back. */
public final class NamedWeights {

  private NamedWeights() {}

  static List<Tensor> of(Layout layout, float[] state) {
    var tensors = new ArrayList<Tensor>();
    for (var slice : layout.slices()) {
      tensors.add(FloatTensors.of(slice.name(), slice.shape(), state, slice.offset()));
    }
    return tensors;
  }

  /**
   * The state that the tensors amount to in a network that has the same ones, or fewer, or wider
   * ones: those of operations that it no longer has are dropped, those of operations that see more
   * channels now are widened.
   *
   * @param name of the weights, for messages
   * @param seed decides which channels are copied
   * @throws IllegalStateException naming the tensor that the network needs and the weights lack
   */
  static float[] state(Layout layout, String name, List<Tensor> tensors, long seed) {
    var named = new HashMap<String, Tensor>();
    tensors.forEach(tensor -> named.put(tensor.getName(), tensor));
    var names = layout.slices().stream().map(Slice::name).collect(Collectors.toSet());
    var state = new float[layout.size()];
    for (var slice : layout.slices()) {
      var tensor = named.get(slice.name());
      if (tensor == null || !fits(tensor, slice)) {
        throw new IllegalStateException(
            "weights %s are of another network: it has %s of shape %s, they have %s"
                .formatted(
                    name,
                    slice.name(),
                    slice.shape(),
                    tensor == null ? "none" : tensor.getShape()));
      }
      var values = FloatTensors.values(tensor);
      var fitted =
          tensor.getShape().equals(slice.shape())
              ? values
              : new Widening(slice.name(), names, seed)
                  .of(values, tensor.getShape(), slice.shape());
      System.arraycopy(fitted, 0, state, slice.offset(), fitted.length);
    }
    return state;
  }

  private static boolean fits(Tensor tensor, Slice slice) {
    var from = tensor.getShape();
    var to = slice.shape();
    if (from.equals(to)) {
      return true;
    }
    var widens = slice.decision() >= 0 && from.size() == to.size();
    for (var axis = 0; widens && axis < to.size(); axis++) {
      widens = from.get(axis) <= to.get(axis);
    }
    return widens;
  }
}
