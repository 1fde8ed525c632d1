package org.espalier.runners.command;

import java.nio.file.Path;
import java.util.Optional;
import org.espalier.models.catalog.GivenArchitecture;
import org.espalier.models.weights.Weights;
import org.espalier.models.weights.WeightsFile;
import org.espalier.models.weights.WeightsFiles;
import org.espalier.runners.console.Notice;

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
    var given = GivenArchitecture.of(architecture);
    var weights = Weights.of(given, form, file);
    if (Weights.areOfSupernet(given, file)) {
      Notice.print(
          file.path()
              + " is a supernet: its part of it has the supernet's running statistics, which are not those of this network. For its accuracy start a search from the file (evaluator.initialWeights) with evaluator.calibrationImages");
    }
    return weights;
  }

  static Weights read(String architecture, String network, Path file) {
    // A wrong name is said before a large file is read.
    GivenArchitecture.of(architecture);
    try (var open = WeightsFiles.open(file)) {
      return read(architecture, network, open);
    }
  }
}
