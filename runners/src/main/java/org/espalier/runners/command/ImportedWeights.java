package org.espalier.runners.command;

import java.nio.file.Path;
import java.util.Optional;
import org.espalier.models.catalog.GivenArchitecture;
import org.espalier.models.weights.Weights;
import org.espalier.models.weights.WeightsFile;
import org.espalier.models.weights.WeightsFiles;

/** Weights as options name them: an architecture, a file, and perhaps the form of the network. */
final class ImportedWeights {

  private ImportedWeights() {}

  /**
   * Reads them.
   *
   * @param architecture name, text or file
   * @param network form of the network; empty to go by the shapes
   */
  static Weights read(String architecture, String network, WeightsFile file) {
    var form = Optional.of(network).filter(name -> !name.isEmpty());
    return Weights.of(GivenArchitecture.of(architecture), form, file);
  }

  static Weights read(String architecture, String network, Path file) {
    // A wrong name is said before a large file is read.
    GivenArchitecture.of(architecture);
    try (var open = WeightsFiles.open(file)) {
      return read(architecture, network, open);
    }
  }
}
