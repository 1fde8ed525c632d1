package org.espalier.transforms.method.gradient;

import java.util.List;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;
import org.espalier.models.numbers.AdamSettings;
import org.espalier.schemas.Tensor;
import org.espalier.transforms.method.FloatTensors;

/**
 * One tensor of architecture parameters with what Adam carries for it. All of it is rounded to
 * float32 after every step, so that what travels between candidates is all there is.
 *
 * <p>Source: Kingma, Ba, "Adam: a method for stochastic optimization", ICLR 2015, algorithm 1;
 * decay added to the gradient and epsilon as PyTorch has them.
 */
final class Parameters {

  private static final double EPSILON = 1e-8;
  private static final double CLIP_EPSILON = 1e-6;
  private static final String FIRST = ".first_moment";
  private static final String SECOND = ".second_moment";
  private static final String UPDATES = ".updates";

  private final String name;
  private final float[] values;
  private final float[] first;
  private final float[] second;
  private float updates;

  private Parameters(String name, float[] values, float[] first, float[] second, float updates) {
    this.name = name;
    this.values = values;
    this.first = first;
    this.second = second;
    this.updates = updates;
  }

  /** Parameters that have learnt nothing. */
  static Parameters fresh(String name, float[] values) {
    return new Parameters(
        name, values.clone(), new float[values.length], new float[values.length], 0);
  }

  /** Parameters drawn from a normal distribution. */
  static Parameters normal(
      String name, int size, double mean, double deviation, RandomGenerator random) {
    var values = new float[size];
    for (var i = 0; i < size; i++) {
      values[i] = (float) random.nextGaussian(mean, deviation);
    }
    return fresh(name, values);
  }

  /** The parameters of a name among the tensors that an earlier learner left. */
  static Parameters of(String name, List<Tensor> tensors) {
    return new Parameters(
        name,
        values(name, tensors),
        values(name + FIRST, tensors),
        values(name + SECOND, tensors),
        values(name + UPDATES, tensors)[0]);
  }

  /**
   * The values of the tensor of a name.
   *
   * @throws IllegalArgumentException naming the tensor, where there is none
   */
  static float[] values(String name, List<Tensor> tensors) {
    return tensors.stream()
        .filter(tensor -> tensor.getName().equals(name))
        .findFirst()
        .map(FloatTensors::values)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "the candidate carries no tensor " + name + ", so it is of another method"));
  }

  /** The values themselves, not a copy. */
  float[] values() {
    return values;
  }

  /**
   * One step down the gradient.
   *
   * @param active which parameters move; the others keep value and moments
   * @throws IllegalStateException where the gradient is not finite: a step along it would leave
   *     nothing to go on from
   */
  void descend(double[] gradient, AdamSettings settings, IntPredicate active) {
    for (var slope : gradient) {
      checkFinite("the gradient of " + name, slope);
    }
    updates++;
    var clip = clip(gradient, settings.clipNorm(), active);
    var firstBias = 1 - Math.pow(settings.firstDecay(), updates);
    var secondBias = 1 - Math.pow(settings.secondDecay(), updates);
    for (var i = 0; i < values.length; i++) {
      if (active.test(i)) {
        var slope = clip * gradient[i] + settings.weightDecay() * values[i];
        first[i] = average(first[i], slope, settings.firstDecay());
        second[i] = average(second[i], slope * slope, settings.secondDecay());
        var spread = Math.sqrt(second[i] / secondBias) + EPSILON;
        values[i] -= (float) (settings.learningRate() * first[i] / firstBias / spread);
      }
    }
  }

  static void checkFinite(String what, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalStateException(
          what + " left the finite numbers: lower evaluator.training.learningRate");
    }
  }

  private static float average(float before, double value, double decay) {
    return (float) (decay * before + (1 - decay) * value);
  }

  private static double clip(double[] gradient, double largest, IntPredicate active) {
    if (largest == 0) {
      return 1;
    }
    var squares = 0.0;
    for (var i = 0; i < gradient.length; i++) {
      squares += active.test(i) ? gradient[i] * gradient[i] : 0;
    }
    return Math.min(1, largest / (Math.sqrt(squares) + CLIP_EPSILON));
  }

  /** Sets a parameter and its moments to 0. */
  void forget(int index) {
    values[index] = 0;
    first[index] = 0;
    second[index] = 0;
  }

  /** All that the next candidate needs. */
  List<Tensor> tensors() {
    return List.of(
        FloatTensors.of(name, values),
        FloatTensors.of(name + FIRST, first),
        FloatTensors.of(name + SECOND, second),
        FloatTensors.of(name + UPDATES, updates));
  }
}
