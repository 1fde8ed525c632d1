package org.espalier.transforms.method;

import java.util.List;
import org.espalier.schemas.Tensor;

/**
 * Arrays too large to travel inside a record, kept under a name made from their content: equal
 * content has one name, so writing twice is harmless and a name never changes its meaning.
 */
public interface TensorStore {

  /** Keeps the tensors and returns their content name: 32 hexadecimal digits. */
  String put(List<Tensor> tensors);

  /**
   * The tensors kept under a name.
   *
   * @throws RuntimeException naming the content name, where there are none or they are damaged
   */
  List<Tensor> get(String name);
}
