package org.espalier.models.program;

import java.io.IOException;
import java.nio.file.Files;
import org.tensorflow.proto.SavedModel;

/** The signatures written in a program's folder. */
final class SavedSignatures {
  private SavedSignatures() {}

  /** Any one signature: DJL wants a name before it loads. */
  static String first(Program program) throws IOException {
    var file = program.directory().resolve(Program.FILE);
    var model = SavedModel.parseFrom(Files.readAllBytes(file));
    if (model.getMetaGraphsCount() == 0 || model.getMetaGraphs(0).getSignatureDefMap().isEmpty()) {
      throw new IllegalArgumentException("file " + file + " holds no signature");
    }
    return model.getMetaGraphs(0).getSignatureDefMap().keySet().stream()
        .sorted()
        .findFirst()
        .orElseThrow();
  }
}
