package org.espalier.models.data;

/** Which pixels of a line each pixel of its new length covers, and how much of each. */
final class AreaTaps {

  /** Weights are integers of this many bits behind the point: they sum to {@code 1 << BITS}. */
  static final int BITS = 11;

  final int[] first;
  final int[] count;
  final long[] weights;
  final int most;

  private AreaTaps(int length, int most) {
    this.first = new int[length];
    this.count = new int[length];
    this.weights = new long[length * most];
    this.most = most;
  }

  static AreaTaps of(int before, int after) {
    double scale = (double) before / after;
    double width = Math.max(1, scale);
    double support = width / 2;
    var taps = new AreaTaps(after, (int) Math.ceil(support) * 2 + 1);
    var exact = new double[taps.most];
    for (int place = 0; place < after; place++) {
      double centre = (place + 0.5) * scale;
      int first = Math.max(0, (int) Math.floor(centre - support));
      int end = Math.min(Math.min(before, (int) Math.ceil(centre + support)), first + taps.most);
      double sum = 0;
      for (int source = first; source < end; source++) {
        double from = (source - centre) / width;
        double to = from + 1 / width;
        exact[source - first] = Math.max(0, Math.min(to, 0.5) - Math.max(from, -0.5));
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
