package org.espalier.transforms.method.gradient;

import java.util.List;
import org.espalier.schemas.SupernetForm;
import org.espalier.schemas.Tensor;

/**
 * What a gradient method has learnt: its parameters, and the supernet they are about.
 *
 * @param stage stage of the schedule, from 0
 * @param tensors architecture parameters and what their optimizer carries, by name
 * @param form the supernet of the stage
 */
public record ArchitectureParameters(int stage, List<Tensor> tensors, SupernetForm form) {

  /** Copies the list. */
  public ArchitectureParameters {
    tensors = List.copyOf(tensors);
  }

  /** The same with other parameters. */
  public ArchitectureParameters with(List<Tensor> learned) {
    return new ArchitectureParameters(stage, learned, form);
  }
}
