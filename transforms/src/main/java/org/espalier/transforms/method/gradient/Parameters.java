package org.espalier.transforms.method.gradient;

import java.util.List;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;
import org.espalier.models.numbers.Adam;
import org.espalier.models.numbers.AdamSettings;
import org.espalier.models.numbers.Floats;
import org.espalier.schemas.Tensor;
import org.espalier.transforms.method.FloatTensors;

/**
 * One tensor of architecture parameters with what Adam carries for it. All of it is rounded to
 * float32 after every step, so that what travels between candidates is all there is.
 */
final class Parameters {

  private static final String FIRST = ".first_moment";
  private static final String SECOND = ".second_moment";
  private static final String UPDATES = ".updates";

  private final String name;
  private final double[] values;
  private final double[] first;
  private final double[] second;
  private final Adam adam;

  private Parameters(String name, double[] values, double[] first, double[] second, long updates) {
    this.name = name;
    this.values = values;
    this.first = first;
    this.second = second;
    this.adam = new Adam(values, first, second, updates, Adam.Precision.SINGLE);
  }

  /** Parameters drawn from a normal distribution. */
  static Parameters normal(
      String name, int size, double mean, double deviation, RandomGenerator random) {
    var values = new double[size];
    for (var i = 0; i < size; i++) {
      values[i] = (float) random.nextGaussian(mean, deviation);
    }
    return new Parameters(name, values, new double[size], new double[size], 0);
  }

  /** The parameters of a name among the tensors that an earlier learner left. */
  static Parameters of(String name, List<Tensor> tensors) {
    return new Parameters(
        name,
        Floats.doubles(values(name, tensors)),
        Floats.doubles(values(name + FIRST, tensors)),
        Floats.doubles(values(name + SECOND, tensors)),
        (long) values(name + UPDATES, tensors)[0]);
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

  /** The values, each a float; not a copy. */
  double[] values() {
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
    for (var value : gradient) {
      checkFinite("the gradient of " + name, value);
    }
    adam.descend(gradient, settings, active);
  }

  static void checkFinite(String what, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalStateException(
          what + " is no longer finite: lower evaluator.training.learningRate");
    }
  }

  /** Steps made so far. */
  long updates() {
    return adam.updates();
  }

  /** Sets a parameter; it is rounded to float. */
  void set(int position, double value) {
    values[position] = (float) value;
  }

  /** Sets a parameter and its moments to 0. */
  void forget(int position) {
    values[position] = 0;
    first[position] = 0;
    second[position] = 0;
  }

  /** All that the next candidate needs. */
  List<Tensor> tensors() {
    return List.of(
        FloatTensors.of(name, Floats.of(values)),
        FloatTensors.of(name + FIRST, Floats.of(first)),
        FloatTensors.of(name + SECOND, Floats.of(second)),
        FloatTensors.of(name + UPDATES, (float) adam.updates()));
  }
}
