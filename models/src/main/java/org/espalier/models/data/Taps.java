package org.espalier.models.data;

/** Which pixels of a line each pixel of its new length is made from, and with which weights. */
final class Taps {

  /** Weights are integers of this many bits behind the point: they sum to {@code 1 << BITS}. */
  static final int BITS = 11;

  final int[] first;
  final int[] count;
  final long[] weights;
  final int most;

  private Taps(int length, int most) {
    this.first = new int[length];
    this.count = new int[length];
    this.weights = new long[length * most];
    this.most = most;
  }

  static Taps of(int before, int after, Resampling kernel) {
    double scale = (double) before / after;
    double width = Math.max(1, scale);
    double support = kernel.support() * width;
    var taps = new Taps(after, (int) Math.ceil(support) * 2 + 1);
    var exact = new double[taps.most];
    for (int place = 0; place < after; place++) {
      double centre = (place + 0.5) * scale;
      int first = Math.max(0, (int) Math.floor(centre - support));
      int end = Math.min(Math.min(before, (int) Math.ceil(centre + support)), first + taps.most);
      double sum = 0;
      for (int source = first; source < end; source++) {
        double from = (source - centre) / width;
        exact[source - first] = kernel.weight(from, from + 1 / width);
        sum += exact[source - first];
      }
      taps.set(place, first, end - first, exact, sum);
    }
    return taps;
  }

  /** Rounds so that the weights still sum to one: flat areas keep their colour. */
  private void set(int place, int firstSource, int sources, double[] exact, double sum) {
    int begin = 0;
    int end = sources;
    while (begin < end - 1 && Math.round(exact[begin] / sum * (1 << BITS)) == 0) {
      begin++;
    }
    while (end > begin + 1 && Math.round(exact[end - 1] / sum * (1 << BITS)) == 0) {
      end--;
    }
    long rest = 1 << BITS;
    int heaviest = begin;
    for (int i = begin; i < end; i++) {
      long weight = Math.round(exact[i] / sum * (1 << BITS));
      weights[place * most + i - begin] = weight;
      rest -= weight;
      heaviest = exact[i] > exact[heaviest] ? i : heaviest;
    }
    weights[place * most + heaviest - begin] += rest;
    first[place] = firstSource + begin;
    count[place] = end - begin;
  }
}
