package org.espalier.models.network;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import org.espalier.models.graph.ImageSettings;
import org.espalier.models.graph.NetworkSettings;
import org.espalier.models.graph.OptimizerSettings;
import org.espalier.models.program.LoadOptions;
import org.espalier.models.program.ProgramStore;
import org.espalier.models.space.CellSize;
import org.espalier.models.space.SearchSpaces;
import org.espalier.models.testing.Pictures;

/**
 * Trains a supernet for some steps, and prints a checksum of its state: arguments are the store and
 * the threads.
 */
final class WeightsAfterSteps {
  private static final int STEPS = 6;

  private WeightsAfterSteps() {}

  public static void main(String[] arguments) {
    var store = ProgramStore.at(Path.of(arguments[0]));
    var options =
        new LoadOptions(Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]), false);
    System.out.println(checksum(store, options));
  }

  static NetworkSettings settings(ImageSettings images) {
    var optimizer = OptimizerSettings.nasBench201();
    return Pictures.search(SearchSpaces.named("nb201"), new CellSize(8, 3), images, optimizer);
  }

  static String checksum(ProgramStore store, LoadOptions options) {
    var images = ImageSettings.cifar10();
    var random = new SplittableRandom(11);
    try (var supernet = Supernet.open(settings(images), Pictures.PATH, store, options, 5)) {
      for (int step = 0; step < STEPS; step++) {
        supernet.train(Pictures.batch(32, images, step), Pictures.path(random), 0.1f, step);
      }
      var crc = new CRC32();
      var bytes = ByteBuffer.allocate(4 * supernet.layout().size());
      bytes.asFloatBuffer().put(supernet.state());
      crc.update(bytes);
      return Long.toHexString(crc.getValue());
    }
  }
}
