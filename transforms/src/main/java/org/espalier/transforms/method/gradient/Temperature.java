package org.espalier.transforms.method.gradient;

import java.io.Serializable;
import org.espalier.models.numbers.Settings;

/**
 * The temperature of a Gumbel-softmax: it changes by the same amount from each epoch to the next.
 *
 * @param first in the first epoch, above 0
 * @param last in the last epoch, above 0
 */
public record Temperature(double first, double last) implements Serializable {

  /** Checks the settings. */
  public Temperature {
    Settings.positive("first", first);
    Settings.positive("last", last);
  }

  double at(long step, Schedule schedule) {
    var way = schedule.epochs() - 1;
    return way == 0 ? first : first + (last - first) * schedule.epoch(step) / way;
  }
}
