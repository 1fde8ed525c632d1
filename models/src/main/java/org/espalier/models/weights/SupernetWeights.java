package org.espalier.models.weights;

import java.nio.file.Path;
import org.espalier.models.layer.InputShape;
import org.espalier.models.layer.Layout;
import org.espalier.models.layer.TensorLister;
import org.espalier.models.network.SharedTensors;
import org.espalier.models.numbers.OptionMask;
import org.espalier.models.space.NetworkSize;
import org.espalier.models.space.SearchSpace;

/**
 * Weights of a file that a supernet starts from: its trained tensors under our names, or, in space
 * mobilenetv3, those of a checkpoint of Once-for-All's supernet. Momenta and running statistics are
 * not among them.
 *
 * @param layout the trained tensors of the supernet, one after the other
 * @param values their values
 */
@SuppressWarnings("ArrayRecordComponent") // read only, never compared
public record SupernetWeights(Layout layout, float[] values) {

  /**
   * Reads them.
   *
   * @param file a torch checkpoint, or safetensors
   * @param space the space that the supernet searches
   * @param size its size
   * @param input its images and classes
   * @throws IllegalArgumentException naming the file and the tensors that differ, at most 20; or
   *     the tensor that is damaged, or holds numbers that are not finite
   */
  public static SupernetWeights read(
      Path file, SearchSpace space, NetworkSize size, InputShape input) {
    var form = NetworkForm.of(space, size, input);
    var wanted = trained(space, form);
    try (var open = WeightsFiles.open(file)) {
      var map =
          OfaSupernet.isOf(space, open.tensors())
              ? OfaSupernet.map(space, form)
              : NameMap.own(wanted);
      WeightsDifferences.between(map, open.tensors())
          .check(file, "the supernet of space " + space.name());
      return new SupernetWeights(wanted, values(open, map, wanted));
    }
  }

  /** A fresh state of the supernet with these weights in it. */
  public float[] over(Layout supernet, float[] fresh) {
    var state = fresh.clone();
    for (var slice : layout.slices()) {
      System.arraycopy(
          values, slice.offset(), state, supernet.slice(slice.name()).offset(), slice.size());
    }
    return state;
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  private static Layout trained(SearchSpace space, NetworkForm form) {
    if (isElastic(space, form.size())) {
      var shared = OfaSupernet.map(space, form).tensors().stream().map(MappedTensor::ours);
      return Layout.inOrder(shared.filter(slice -> slice.kind().trained()).toList());
    }
    var network = space.searchNetwork(form.size(), form.input());
    return TensorLister.list(network, OptionMask.all(network.options()), 1);
  }

  private static boolean isElastic(SearchSpace space, NetworkSize size) {
    return !NetworkForm.isOfCells(space) && size.blocks(space.name()).elastic();
  }

  private static float[] values(WeightsFile file, NameMap map, Layout wanted) {
    var held = new Layout(map.tensors().stream().map(MappedTensor::ours).toList());
    var read = new float[held.size()];
    map.tensors().forEach(mapped -> mapped.take(file.finite(mapped.name()), read));
    var shared = new SharedTensors(held, read);
    var values = new float[wanted.size()];
    for (var slice : wanted.slices()) {
      var of =
          shared
              .values(slice)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "%s has nothing for %s of shape %s of the supernet"
                              .formatted(file.path(), slice.name(), slice.shape())));
      System.arraycopy(of, 0, values, slice.offset(), of.length);
    }
    return values;
  }
}
