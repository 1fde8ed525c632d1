package org.espalier.transforms.evaluate;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.espalier.schemas.Metric;
import org.espalier.schemas.Tensor;

/**
 * What an evaluation found.
 *
 * @param score what the method maximizes: validation accuracy, a fraction in [0, 1]; empty for
 *     training
 * @param metrics everything measured
 * @param simulatedSeconds seconds by the benchmark's clock, at least 0
 * @param steps optimizer steps taken
 * @param images images trained on
 * @param tensors what training changed, small
 * @param weights content name of the shared weights produced or scored with
 * @param device the device that did the work, for example {@code cpu:0}
 * @param divergence where the numbers left the finite range: how
 */
public record Measurement(
    OptionalDouble score,
    List<Metric> metrics,
    double simulatedSeconds,
    int steps,
    long images,
    List<Tensor> tensors,
    Optional<String> weights,
    String device,
    Optional<String> divergence) {

  /** A score looked up or measured. */
  public static Measurement scored(
      double score, List<Metric> metrics, double simulatedSeconds, String device) {
    return new Measurement(
        OptionalDouble.of(score),
        metrics,
        simulatedSeconds,
        0,
        0,
        List.of(),
        Optional.empty(),
        device,
        Optional.empty());
  }
}
