package org.espalier.transforms.evaluate;

import java.util.ArrayList;
import java.util.List;
import org.espalier.models.network.Slice;
import org.espalier.transforms.method.gradient.Draw;

/** Counts the steps that changed each tensor. */
final class TouchCount {

  private final Passes passes;
  private final List<Slice> slices;
  private final float[] counts;

  TouchCount(Passes passes) {
    this.passes = passes;
    this.slices = passes.layout().slices();
    this.counts = new float[slices.size()];
  }

  void add(Draw draw) {
    for (var i = 0; i < counts.length; i++) {
      counts[i] += passes.touches(slices.get(i), draw) ? 1 : 0;
    }
  }

  List<Float> counts() {
    var list = new ArrayList<Float>(counts.length);
    for (var count : counts) {
      list.add(count);
    }
    return list;
  }
}
