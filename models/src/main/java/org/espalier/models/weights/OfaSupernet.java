package org.espalier.models.weights;

import java.util.ArrayList;
import java.util.List;
import org.espalier.models.layer.LayerTensors;
import org.espalier.models.layer.Layout;
import org.espalier.models.layer.Slice;
import org.espalier.models.layer.TensorLister;
import org.espalier.models.operation.PoolNorm;
import org.espalier.models.space.Evaluation;
import org.espalier.models.space.SearchSpace;

/**
 * The supernet of Once-for-All: the tensors of the largest network, of which every other takes its
 * part, and the matrices that make smaller kernels of larger ones.
 *
 * <p>Source: the names in a checkpoint of Once-for-All's supernet.
 */
final class OfaSupernet {

  private static final String SPACE = "mobilenetv3";
  private static final String LARGEST = "k7_e6";
  private static final String SHARED = ".mobile_inverted_conv.depth_conv.conv.conv.weight";

  private OfaSupernet() {}

  /** Whether tensors are those of the supernet. */
  static boolean isOf(SearchSpace space, List<TensorEntry> tensors) {
    return space.name().equals(SPACE)
        && tensors.stream().anyMatch(tensor -> tensor.name().endsWith(SHARED));
  }

  /** The names of its tensors; ours are named without an option, as shared ones are. */
  static NameMap map(SearchSpace space, NetworkForm form) {
    var path =
        space.decisions().stream()
            .mapToInt(decision -> decision.options().indexOf(LARGEST))
            .toArray();
    var network = space.evaluationNetwork(form.size(), form.input(), Evaluation.of(PoolNorm.NONE));
    var shared = new ArrayList<Slice>();
    for (var slice : TensorLister.inference(network, path).slices()) {
      shared.add(named(slice, slice.name().replace('/' + LARGEST + '/', "/")));
    }
    var names = NameMap.of(OfaNames.of(space, path, true), Layout.inOrder(shared));
    return withMatrices(names, path.length);
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  private static NameMap withMatrices(NameMap names, int layers) {
    var tensors = new ArrayList<>(names.tensors());
    int offset = tensors.get(tensors.size() - 1).ours().end();
    for (int layer = 0; layer < layers; layer++) {
      for (int kernel = 7; kernel > 3; kernel -= 2) {
        int next = kernel - 2;
        var step = kernel + "to" + next;
        var ours =
            LayerTensors.kernelMatrix("layer%d/depthwise/%s".formatted(layer, step), next * next);
        var name =
            "blocks.%d.mobile_inverted_conv.depth_conv.conv.%s_matrix".formatted(layer + 1, step);
        tensors.add(new MappedTensor(ours.at(offset), name, List.of(0, 1)));
        offset = Math.addExact(offset, ours.size());
      }
    }
    return new NameMap(names.code(), tensors, names.spare());
  }

  private static Slice named(Slice slice, String name) {
    return new Slice(
        name,
        slice.kind(),
        slice.decision(),
        slice.option(),
        slice.initial(),
        slice.offset(),
        slice.shape());
  }
}
