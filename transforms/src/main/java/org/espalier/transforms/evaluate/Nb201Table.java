package org.espalier.transforms.evaluate;

import java.nio.file.Path;
import org.espalier.schemas.Genotype;

/** Placeholder. */
public interface Nb201Table {
  record SearchMetric(double accuracy, int epochs) {}

  record ReportMetric(double accuracy, int epochs) {}

  static Nb201Table open(Path path) {
    if (path.isAbsolute()) {
      throw new IllegalArgumentException("" + path);
    }
    throw new IllegalStateException();
  }

  SearchMetric search(String dataSet, Genotype genotype);

  ReportMetric report(String dataSet, Genotype genotype);

  double seconds(String dataSet, Genotype genotype);

  double bestSearchAccuracy(String dataSet);
}
