package org.espalier.transforms.benchmark;

import org.espalier.schemas.Metric;

/**
 * What is reported of the architecture that a search ended with: the accuracy on test images after
 * the benchmark's 200-epoch training, mean over its seeds. No search may look at it.
 *
 * @param dataSet data set it was measured on
 * @param accuracy fraction in {@code [0, 1]}
 */
public record ReportMetric(String dataSet, double accuracy) {

  /** Epochs of the training behind it. */
  public static final int EPOCHS = 200;

  /** The metric as tables store it. */
  public Metric toMetric() {
    return new Metric("accuracy", dataSet, "test", EPOCHS, accuracy);
  }
}
