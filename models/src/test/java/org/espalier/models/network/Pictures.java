package org.espalier.models.network;

import org.espalier.models.graph.ImageSettings;
import org.espalier.models.graph.NetworkSettings;
import org.espalier.models.graph.OptimizerSettings;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.espalier.models.data.Batch;

/** Small generated batches whose class shows in brightness and stripes. */
final class Pictures {
  static final ImageSettings TINY =
      new ImageSettings(
          8, 8, false, List.of(0.5f, 0.5f, 0.5f), List.of(0.25f, 0.25f, 0.25f), 0, false, 0, 4);
  static final OptimizerSettings PLAIN = new OptimizerSettings(0, false, 0, true, 0, 0);

  /** Edges of an nb201 cell. */
  static final int EDGES = 6;

  /** Operations of an nb201 edge. */
  static final int OPERATIONS = 5;

  private Pictures() {}

  static NetworkSettings network(OptimizerSettings optimizer) {
    return new NetworkSettings("nb201", 4, 3, false, TINY, optimizer);
  }

  static Batch batch(int size, ImageSettings images, long seed) {
    var random = new SplittableRandom(seed);
    var bytes = new byte[size * images.bytes()];
    var labels = new int[size];
    for (int i = 0; i < size; i++) {
      labels[i] = i % images.classes();
      for (int at = 0; at < images.bytes(); at++) {
        int stripe = (at / 3) % (labels[i] + 2) == 0 ? 120 : 0;
        bytes[i * images.bytes() + at] = (byte) (stripe + random.nextInt(100));
      }
    }
    return Batch.of(bytes, labels);
  }

  static int[] choice(SplittableRandom random) {
    return random.ints(EDGES, 0, OPERATIONS).toArray();
  }

  static List<Mixture> mixtures(SplittableRandom random, int count) {
    var mixtures = new ArrayList<Mixture>();
    for (int i = 0; i < count; i++) {
      var mixture = new float[EDGES * OPERATIONS];
      for (int at = 0; at < mixture.length; at++) {
        mixture[at] = 0.1f + 0.2f * (float) random.nextDouble();
      }
      mixtures.add(Mixture.of(mixture));
    }
    return mixtures;
  }
}
