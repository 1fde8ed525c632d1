package org.espalier.models.weights;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.function.Function;

/**
 * Weights out: a file of safetensors under the names of the code that the architecture was
 * published with, which that code's network in PyTorch loads; under ours where there is no such
 * code. Beside the tensors the file says all that their shapes leave open: the architecture in the
 * order of its inputs, pools, size, strides, images, classes, mean and deviation, and ε.
 */
public final class WeightsExport {

  private WeightsExport() {}

  /** Writes the weights of a network, over a file that is there. */
  public static void write(Weights weights, Path file) {
    var tensors = new HashMap<String, MappedTensor>();
    weights.names().tensors().forEach(tensor -> tensors.put(tensor.name(), tensor));
    write(
        weights,
        file,
        weights.names().tensors().stream().map(MappedTensor::entry).toList(),
        entry -> {
          var tensor = tensors.get(entry.name());
          if (tensor == null) {
            throw new IllegalStateException(entry.name());
          }
          return SafetensorsWriter.bytes(tensor.give(weights.state()));
        });
  }

  /**
   * Writes the weights that were read from a file: where it has this network's tensors under the
   * published names already, each as it is, those of training too.
   */
  public static void write(Weights weights, WeightsFile source, Path file) {
    if (WeightsDifferences.between(weights.names(), source.tensors()).lines().isEmpty()) {
      write(weights, file, source.tensors(), source::read);
    } else {
      write(weights, file);
    }
  }

  private static void write(
      Weights weights,
      Path file,
      List<TensorEntry> tensors,
      Function<TensorEntry, ByteBuffer> data) {
    SafetensorsWriter.write(file, tensors, data, NetworkMetadata.of(weights));
  }
}
