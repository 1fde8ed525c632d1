package org.espalier.transforms.method;

import java.util.List;
import org.espalier.models.network.controller.ControllerWeights;
import org.espalier.schemas.Tensor;

/** What a controller has learned, in the form in which it is kept. */
final class ControllerTensors {

  private ControllerTensors() {}

  static List<Tensor> of(ControllerWeights weights) {
    return List.of(
        FloatTensors.of("parameters", weights.parameters()),
        FloatTensors.of("first_moment", weights.firstMoment()),
        FloatTensors.of("second_moment", weights.secondMoment()));
  }

  static ControllerWeights weights(List<Tensor> tensors) {
    return new ControllerWeights(
        FloatTensors.values(tensors.get(0)),
        FloatTensors.values(tensors.get(1)),
        FloatTensors.values(tensors.get(2)));
  }
}
