package org.espalier.transforms.supernet;

import java.util.List;
import org.espalier.models.layer.Slice;
import org.espalier.models.network.Sample;
import org.espalier.models.network.Supernet;

/** Counts the steps that changed each tensor. */
final class TouchCount {

  private final Supernet supernet;
  private final List<Slice> slices;
  private final float[] counts;

  TouchCount(Supernet supernet) {
    this.supernet = supernet;
    this.slices = supernet.layout().slices();
    this.counts = new float[slices.size()];
  }

  /** Counts a step along these samples. */
  void add(List<Sample> samples) {
    for (var i = 0; i < counts.length; i++) {
      var slice = slices.get(i);
      counts[i] += samples.stream().anyMatch(each -> supernet.touches(slice, each)) ? 1 : 0;
    }
  }

  float[] counts() {
    return counts.clone();
  }
}
