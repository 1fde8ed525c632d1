package org.espalier.models.program;

import ai.djl.ndarray.types.DataType;

/** Element type of a {@link HostArray}. */
public enum ElementType {
  /** 32-bit floating point. */
  FLOAT32(DataType.FLOAT32, org.tensorflow.proto.DataType.DT_FLOAT),
  /** 32-bit signed integer. */
  INT32(DataType.INT32, org.tensorflow.proto.DataType.DT_INT32),
  /** 64-bit signed integer. */
  INT64(DataType.INT64, org.tensorflow.proto.DataType.DT_INT64),
  /** 8-bit unsigned integer, held in Java bytes. */
  UINT8(DataType.UINT8, org.tensorflow.proto.DataType.DT_UINT8);

  private final DataType djl;
  private final org.tensorflow.proto.DataType tensorFlow;

  ElementType(DataType djl, org.tensorflow.proto.DataType tensorFlow) {
    this.djl = djl;
    this.tensorFlow = tensorFlow;
  }

  static ElementType of(DataType djl) {
    for (var type : values()) {
      if (type.djl == djl) {
        return type;
      }
    }
    throw new IllegalArgumentException(
        "element type must be one of float32, int32, int64, uint8, was " + djl);
  }

  DataType djl() {
    return djl;
  }

  org.tensorflow.proto.DataType tensorFlow() {
    return tensorFlow;
  }
}
