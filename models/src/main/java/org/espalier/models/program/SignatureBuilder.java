package org.espalier.models.program;

import org.tensorflow.Operand;
import org.tensorflow.Operation;
import org.tensorflow.Output;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;
import org.tensorflow.types.family.TType;

/** A named entry into a program under construction: which tensors go in and which come out. */
public final class SignatureBuilder {
  private final String name;
  private final SignatureDef.Builder definition = SignatureDef.newBuilder();

  SignatureBuilder(String name) {
    this.name = name;
    definition.setMethodName(name);
  }

  /** Feeds the operand, a placeholder, from the array of this name. */
  public SignatureBuilder input(String key, Operand<?> operand) {
    definition.putInputs(key, info(operand.asOutput()));
    return this;
  }

  /** Returns the operand as the array of this name. */
  public SignatureBuilder output(String key, Operand<? extends TType> operand) {
    definition.putOutputs(key, info(operand.asOutput()));
    return this;
  }

  SignatureDef definition() {
    if (definition.getOutputsCount() == 0) {
      throw new IllegalStateException("signature " + name + " has no output");
    }
    return definition.build();
  }

  private static TensorInfo info(Output<?> output) {
    Operation operation = output.op();
    var shape = TensorShapeProto.newBuilder();
    if (output.shape().isUnknown()) {
      shape.setUnknownRank(true);
    } else {
      for (long extent : output.shape().asArray()) {
        shape.addDim(TensorShapeProto.Dim.newBuilder().setSize(extent));
      }
    }
    return TensorInfo.newBuilder()
        .setName(operation.name() + ":" + output.index())
        .setDtype(output.dataType())
        .setTensorShape(shape)
        .build();
  }
}
