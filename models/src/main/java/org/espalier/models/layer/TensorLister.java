package org.espalier.models.layer;

import java.util.ArrayList;
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
          public void tensor(Slice trained, OptionPosition at) {
            tensors.putIfAbsent(trained.name(), trained);
          }

          @Override
          public void work(ShapeBuilder.Work kind, long multiplyAdds, OptionPosition at) {}
        });
    return Layout.inOrder(List.copyOf(tensors.values()));
  }

  /**
   * The tensors that the network of one architecture infers with: those trained, then the running
   * mean and variance of each batch normalization. Auxiliary classifiers are not among them.
   *
   * @param path option of each decision
   */
  public static Layout inference(Network network, int[] path) {
    var index = network.options();
    var mask =
        OptionMask.where(
            index, position -> path[index.decision(position)] == index.option(position));
    var statistics = new LinkedHashMap<String, Slice>();
    var trained = new LinkedHashMap<String, Slice>();
    ShapeBuilder.follow(
        network,
        mask,
        1,
        new ShapeBuilder.Listener() {
          @Override
          public void tensor(Slice slice, OptionPosition at) {
            trained.putIfAbsent(slice.name(), slice);
          }

          @Override
          public void work(ShapeBuilder.Work kind, long multiplyAdds, OptionPosition at) {}

          @Override
          public void norm(String name, int channels, OptionPosition at) {
            var mean = LayerTensors.mean(name, at, channels);
            var variance = LayerTensors.variance(name, at, channels);
            statistics.putIfAbsent(mean.name(), mean);
            statistics.putIfAbsent(variance.name(), variance);
          }
        });
    var all = new ArrayList<>(trained.values());
    all.addAll(statistics.values());
    return Layout.inOrder(all);
  }
}
