package org.espalier.transforms.method;

import java.util.List;
import org.espalier.models.network.controller.DsmController.Weights;
import org.espalier.models.program.HostArray;
import org.espalier.schemas.Tensor;

/** What a controller has learnt, in the form in which it is kept. */
final class ControllerTensors {

  private ControllerTensors() {}

  static List<Tensor> of(Weights weights) {
    return List.of(
        FloatTensors.of("parameters", weights.parameters().floats()),
        FloatTensors.of("first_moment", weights.firstMoment().floats()),
        FloatTensors.of("second_moment", weights.secondMoment().floats()));
  }

  static Weights weights(List<Tensor> tensors) {
    return new Weights(array(tensors.get(0)), array(tensors.get(1)), array(tensors.get(2)));
  }

  private static HostArray array(Tensor tensor) {
    return HostArray.vector(FloatTensors.values(tensor));
  }
}
