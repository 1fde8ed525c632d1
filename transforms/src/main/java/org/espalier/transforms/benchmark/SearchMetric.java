package org.espalier.transforms.benchmark;

import org.espalier.schemas.Metric;

/**
 * What a search on the benchmark may look at: the accuracy on validation images after the
 * benchmark's 12-epoch training. Not a {@link ReportMetric}, by type.
 *
 * @param dataSet data set it was measured on
 * @param accuracy fraction in {@code [0, 1]}
 */
public record SearchMetric(String dataSet, double accuracy) {

  /** Epochs of the training behind it. */
  public static final int EPOCHS = 12;

  /** The metric as tables store it. */
  public Metric toMetric() {
    return new Metric("accuracy", dataSet, "val", EPOCHS, accuracy);
  }
}
