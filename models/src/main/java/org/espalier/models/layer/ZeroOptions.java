package org.espalier.models.layer;

import java.util.HashSet;
import java.util.Set;
import org.espalier.models.numbers.OptionMask;

/** Finds the options of a described network that leave their edge out, as {@code none} does. */
public final class ZeroOptions {

  private ZeroOptions() {}

  /** Where they are: any network of the space can do without the edge, whatever else it has. */
  public static Set<OptionPosition> of(Network network) {
    var zeros = new HashSet<OptionPosition>();
    ShapeBuilder.follow(
        network,
        OptionMask.all(network.options()),
        1,
        new ShapeBuilder.Listener() {
          @Override
          public void tensor(Slice trained, OptionPosition at) {}

          @Override
          public void work(ShapeBuilder.Work kind, long multiplyAdds, OptionPosition at) {}

          @Override
          public void zero(OptionPosition at) {
            zeros.add(at);
          }
        });
    return Set.copyOf(zeros);
  }
}
