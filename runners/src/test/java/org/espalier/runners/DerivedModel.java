package org.espalier.runners;

import java.nio.file.Path;
import java.util.Map;
import org.espalier.models.data.Batch;
import org.espalier.models.program.HostArray;
import org.espalier.models.program.LoadOptions;
import org.espalier.models.program.LoadedProgram;
import org.espalier.models.program.Program;

/** A network that {@code derive} has written, as whoever got the folder runs it. */
record DerivedModel(Path folder) {

  /** The probabilities of each class, row by row. */
  float[] probabilities(Batch batch, int side) {
    var program = new Program("derived", "0".repeat(32), folder);
    try (var loaded = LoadedProgram.load(program, LoadOptions.defaults())) {
      var images = HostArray.of(batch.images(), batch.size(), side, side, 3);
      return loaded.run("serving_default", Map.of("images", images)).get("probabilities").floats();
    }
  }
}
