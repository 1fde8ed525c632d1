package org.espalier.transforms.benchmark;

import java.util.Arrays;

/** The table of one data set. All arrays are {@code [architecture]}. */
public final class Nb201Scores {

  /** Twelve epochs of the recorded 200. */
  private static final double TWELVE_EPOCHS = 0.06;

  final String dataSet;
  final double[] search;
  final double[] report;
  final double[] seconds;
  final int[] rank;
  final double bestSearch;
  final double[] sortedReport;

  private Nb201Scores(String dataSet, double[] search, double[] report, double[] seconds) {
    this.dataSet = dataSet;
    this.search = search;
    this.report = report;
    this.seconds = seconds;
    this.bestSearch = Arrays.stream(search).max().orElseThrow();
    this.sortedReport = report.clone();
    Arrays.sort(sortedReport);
    this.rank = Arrays.stream(report).mapToInt(this::rankOf).toArray();
  }

  /** Half the images, and a validation pass over the other half. */
  static Nb201Scores cifar10(Nb201Rows rows) {
    var seconds = twelveEpochs(rows, "cifar10full_train_time_s_200");
    Arrays.setAll(seconds, i -> seconds[i] / 2 + 1.0 + 0.0104 * seconds[i]);
    return of("cifar10", rows, seconds);
  }

  /** As long as the full CIFAR-10, and half a second of validation. */
  static Nb201Scores cifar100(Nb201Rows rows) {
    var seconds = twelveEpochs(rows, "cifar10full_train_time_s_200");
    Arrays.setAll(seconds, i -> seconds[i] + 0.5);
    return of("cifar100", rows, seconds);
  }

  /** Its own recorded time, and half a second of validation. */
  static Nb201Scores imagenet16(Nb201Rows rows) {
    var seconds = twelveEpochs(rows, "imagenet16_train_time_s_200");
    Arrays.setAll(seconds, i -> seconds[i] + 0.5);
    return of("imagenet16", rows, seconds);
  }

  private static Nb201Scores of(String dataSet, Nb201Rows rows, double[] seconds) {
    var search = rows.column(dataSet + "_valid_acc_12");
    var report = rows.column(dataSet + "_test_acc_200");
    return new Nb201Scores(dataSet, search, report, seconds);
  }

  private static double[] twelveEpochs(Nb201Rows rows, String column) {
    return Arrays.stream(rows.column(column)).map(all -> TWELVE_EPOCHS * all).toArray();
  }

  /** One more than the number of architectures that are better; equal ones share their rank. */
  private int rankOf(double accuracy) {
    int low = 0;
    int high = sortedReport.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sortedReport[middle] > accuracy) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return sortedReport.length - low + 1;
  }
}
