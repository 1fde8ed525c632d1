package org.espalier.transforms.method;

import java.util.ArrayList;
import java.util.List;
import org.espalier.schemas.Tensor;

/**
 * Shared weights of several replicas combined tensor by tensor, weighted by the steps that touched
 * each: Δ = Σ nₖ Δₖ / Σ nₖ. A tensor that no step touched keeps its value. Sums are in double
 * precision and in the order of the replicas, so that the result is the same to the bit.
 *
 * <p>With one replica the result is that replica's weights.
 */
final class WeightAverage {

  private final List<double[]> sums = new ArrayList<>();
  private final List<String> names = new ArrayList<>();
  private final List<Double> weights = new ArrayList<>();
  private final List<Tensor> untouched = new ArrayList<>();

  /**
   * Adds a replica.
   *
   * @param tensors its tensors; the same names in the same order for every replica
   * @param touched steps that touched each tensor
   */
  void add(List<Tensor> tensors, float[] touched) {
    if (touched.length != tensors.size()) {
      throw new IllegalStateException(
          touched.length + " step counts for " + tensors.size() + " tensors");
    }
    for (var i = 0; i < tensors.size(); i++) {
      var values = FloatTensors.values(tensors.get(i));
      if (sums.size() <= i) {
        sums.add(new double[values.length]);
        names.add(tensors.get(i).getName());
        weights.add(0.0);
        untouched.add(tensors.get(i));
      }
      var sum = sums.get(i);
      for (var j = 0; j < values.length; j++) {
        sum[j] += (double) touched[i] * values[j];
      }
      weights.set(i, weights.get(i) + touched[i]);
    }
  }

  /** The combined tensors. */
  List<Tensor> result() {
    var combined = new ArrayList<Tensor>(sums.size());
    for (var i = 0; i < sums.size(); i++) {
      combined.add(weights.get(i) == 0 ? untouched.get(i) : mean(i));
    }
    return combined;
  }

  private Tensor mean(int i) {
    var sum = sums.get(i);
    var values = new float[sum.length];
    for (var j = 0; j < values.length; j++) {
      values[j] = (float) (sum[j] / weights.get(i));
    }
    return FloatTensors.of(names.get(i), untouched.get(i).getShape(), values, 0);
  }
}
