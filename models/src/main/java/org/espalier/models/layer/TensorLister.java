package org.espalier.models.layer;

import java.util.LinkedHashMap;
import java.util.List;
import org.espalier.models.numbers.OptionMask;

/**
 * Lists the trained tensors of a described network, with names, shapes and start values, without
 * building it: what a map of imported weights has to cover.
 */
public final class TensorLister {

  private TensorLister() {}

  /**
   * The trained tensors, in the order in which a graph of the network has them.
   *
   * @param mask the options that the network has
   * @param partial K: options see the first 1/K of the channels, at least 1
   * @throws IllegalArgumentException if K does not divide the channels, or an option does not make
   *     what its node needs
   */
  public static Layout list(Network network, OptionMask mask, int partial) {
    if (partial < 1) {
      throw new IllegalArgumentException("partial channels K must be at least 1, was " + partial);
    }
    var tensors = new LinkedHashMap<String, Slice>();
    ShapeBuilder.follow(
        network,
        mask,
        partial,
        new ShapeBuilder.Listener() {
          @Override
          public void tensor(Slice trained) {
            tensors.putIfAbsent(trained.name(), trained);
          }

          @Override
          public void work(ShapeBuilder.Work kind, long multiplyAdds, OptionPosition at) {}
        });
    return Layout.inOrder(List.copyOf(tensors.values()));
  }
}
