package org.espalier.transforms.method;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.espalier.models.network.controller.DsmController.Weights;
import org.espalier.models.program.HostArray;
import org.espalier.schemas.Tensor;

/** What a controller has learnt, in the form in which it is kept. */
final class ControllerTensors {

  private ControllerTensors() {}

  static List<Tensor> of(Weights weights) {
    return List.of(
        tensor("parameters", weights.parameters()),
        tensor("first_moment", weights.firstMoment()),
        tensor("second_moment", weights.secondMoment()));
  }

  static Weights weights(List<Tensor> tensors) {
    return new Weights(array(tensors.get(0)), array(tensors.get(1)), array(tensors.get(2)));
  }

  private static Tensor tensor(String name, HostArray array) {
    var values = array.floats();
    var bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return Tensor.newBuilder()
        .setName(name)
        .setShape(List.of(values.length))
        .setData(bytes)
        .build();
  }

  private static HostArray array(Tensor tensor) {
    var floats = tensor.getData().duplicate().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    var values = new float[floats.remaining()];
    floats.get(values);
    return HostArray.vector(values);
  }
}
