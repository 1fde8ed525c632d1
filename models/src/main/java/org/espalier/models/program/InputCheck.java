package org.espalier.models.program;

import java.util.Map;
import java.util.TreeSet;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;

/**
 * Compares the arrays of a run with what the signature takes, because TensorFlow's own message
 * names neither.
 */
final class InputCheck {
  private InputCheck() {}

  static void check(String where, SignatureDef definition, Map<String, HostArray> inputs) {
    var wanted = definition.getInputsMap();
    if (!wanted.keySet().equals(inputs.keySet())) {
      throw new IllegalArgumentException(
          "%s takes inputs %s, got %s"
              .formatted(where, new TreeSet<>(wanted.keySet()), new TreeSet<>(inputs.keySet())));
    }
    wanted.forEach(
        (name, info) -> {
          var array = inputs.get(name);
          if (array != null && !fits(info, array)) {
            throw new IllegalArgumentException(
                "%s takes %s as %s, got %s".formatted(where, name, describe(info), array));
          }
        });
  }

  private static boolean fits(TensorInfo info, HostArray array) {
    if (info.getDtype() != array.type().tensorFlow()) {
      return false;
    }
    var extents = info.getTensorShape();
    var shape = array.shape();
    if (extents.getUnknownRank()) {
      return true;
    }
    if (extents.getDimCount() != shape.length) {
      return false;
    }
    for (int i = 0; i < shape.length; i++) {
      var extent = extents.getDim(i).getSize();
      if (extent >= 0 && extent != shape[i]) {
        return false;
      }
    }
    return true;
  }

  private static String describe(TensorInfo info) {
    var extents = info.getTensorShape().getDimList().stream().map(dim -> dim.getSize()).toList();
    return info.getDtype() + " " + (info.getTensorShape().getUnknownRank() ? "[any]" : extents);
  }
}
