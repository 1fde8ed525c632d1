package org.espalier.transforms.method.gradient;

import java.util.List;
import java.util.random.RandomGenerator;
import org.espalier.models.numbers.OptionMask;
import org.espalier.models.numbers.Softmax;
import org.espalier.models.space.SearchSpace;
import org.espalier.schemas.SupernetForm;
import org.espalier.schemas.Tensor;

/**
 * What a gradient method has learned, and the supernet it is about.
 *
 * @param stage stage of the schedule, from 0
 * @param tensors parameters and what their optimizer carries, by name
 * @param form the supernet of the stage
 */
public record ArchitectureParameters(int stage, List<Tensor> tensors, SupernetForm form) {

  /** Name of the parameters α, one an option, that most methods have. */
  static final String ALPHA = "alpha";

  /** Copies the list. */
  public ArchitectureParameters {
    tensors = List.copyOf(tensors);
  }

  /** The first stage, with α drawn from a normal distribution. */
  static ArchitectureParameters normal(
      SupernetForm form, double mean, double deviation, SearchSpace space, RandomGenerator random) {
    var alpha = Parameters.normal(ALPHA, space.options().size(), mean, deviation, random);
    return new ArchitectureParameters(0, alpha.tensors(), form);
  }

  /** The same with other parameters. */
  ArchitectureParameters with(List<Tensor> updated) {
    return new ArchitectureParameters(stage, updated, form);
  }

  /** Which options the supernet has. */
  OptionMask mask(SearchSpace space) {
    return OptionMask.of(space.options(), form.getAllowed());
  }

  /** The values of a tensor. */
  float[] values(String name) {
    return Parameters.values(name, tensors);
  }

  /** The softmax of α. */
  Softmax softmax(SearchSpace space) {
    return Softmax.of(values(ALPHA), mask(space));
  }
}
