package org.espalier.models.layer;

import java.util.List;

/** The shape of what flows between layers; of a vector, height and width are 1. */
record FeatureMap(int channels, int height, int width) {

  /** The same map behind a layer that halves it, rounded up, or keeps it. */
  FeatureMap strided(int stride) {
    return sized((height + stride - 1) / stride, (width + stride - 1) / stride);
  }

  FeatureMap sized(int newHeight, int newWidth) {
    return new FeatureMap(channels, newHeight, newWidth);
  }

  FeatureMap of(int newChannels) {
    return new FeatureMap(newChannels, height, width);
  }

  long pixels() {
    return (long) height * width;
  }

  /** The one shape of several maps. */
  static FeatureMap same(List<FeatureMap> maps) {
    for (var map : maps) {
      if (!map.equals(maps.get(0))) {
        throw new IllegalArgumentException("only equal shapes add up, had " + maps);
      }
    }
    return maps.get(0);
  }
}
