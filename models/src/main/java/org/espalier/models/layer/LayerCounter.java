package org.espalier.models.layer;

import java.util.EnumMap;
import org.espalier.models.layer.ShapeBuilder.Work;
import org.espalier.models.numbers.OptionMask;

/** Counts parameters and multiply-adds of a described network. */
public final class LayerCounter {

  private LayerCounter() {}

  /**
   * The cost of the network of one architecture. What every architecture has counts too; auxiliary
   * classifiers do not.
   *
   * @param path option of each decision
   */
  public static Cost cost(Network network, int[] path, CountingRule rule) {
    var index = network.options();
    var mask =
        OptionMask.where(
            index, position -> path[index.decision(position)] == index.option(position));
    var total = new Total();
    ShapeBuilder.follow(network, mask, 1, total);
    long convolutions = total.work(Work.CONVOLUTION);
    long linear = total.work(Work.LINEAR);
    long madds =
        switch (rule) {
          case CONV -> convolutions;
          case CONV_FC -> convolutions + linear;
          case PROFILER -> convolutions + linear + total.work(Work.ELEMENTWISE);
        };
    return new Cost(total.parameters, madds, rule);
  }

  /** Parameters of each option, wherever the network has it, in the order of its options. */
  public static long[] parametersByOption(Network network) {
    return byOption(network, OptionMask.all(network.options()), false);
  }

  /** Multiply-adds of the convolutions of each option, likewise. */
  public static long[] maddsByOption(Network network) {
    return maddsByOption(network, OptionMask.all(network.options()));
  }

  /** The same of the options that a mask has; those that it has not cost nothing. */
  public static long[] maddsByOption(Network network, OptionMask mask) {
    return byOption(network, mask, true);
  }

  private static long[] byOption(Network network, OptionMask mask, boolean madds) {
    var index = network.options();
    var counts = new long[index.size()];
    ShapeBuilder.follow(
        network,
        mask,
        1,
        new ShapeBuilder.Listener() {
          @Override
          public void tensor(Slice trained, OptionPosition at) {
            if (!madds) {
              add(at.decision(), at.option(), trained.size());
            }
          }

          @Override
          public void work(Work kind, long multiplyAdds, OptionPosition at) {
            if (madds && kind == Work.CONVOLUTION) {
              add(at.decision(), at.option(), multiplyAdds);
            }
          }

          private void add(int decision, int option, long count) {
            if (decision >= 0) {
              counts[index.at(decision, option)] += count;
            }
          }
        });
    return counts;
  }

  private static final class Total implements ShapeBuilder.Listener {
    private long parameters;
    private final EnumMap<Work, Long> work = new EnumMap<>(Work.class);

    @Override
    public void tensor(Slice trained, OptionPosition at) {
      parameters += trained.size();
    }

    @Override
    public void work(Work kind, long multiplyAdds, OptionPosition at) {
      work.merge(kind, multiplyAdds, Long::sum);
    }

    long work(Work kind) {
      return work.getOrDefault(kind, 0L);
    }
  }
}
