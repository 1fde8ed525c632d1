package org.espalier.transforms.evaluate;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.espalier.models.data.Normalization;
import org.espalier.models.graph.ImageSettings;
import org.espalier.models.graph.NetworkSettings;
import org.espalier.models.graph.OptimizerSettings;
import org.espalier.models.network.TrainedNetwork;
import org.espalier.models.operation.PoolNorm;
import org.espalier.models.program.LoadOptions;
import org.espalier.models.program.ProgramStore;
import org.espalier.models.space.Evaluation;
import org.espalier.models.space.Stem;
import org.espalier.models.space.Target;
import org.espalier.schemas.Genotype;
import org.espalier.transforms.method.SearchContext;

/**
 * The full network of an architecture as papers train it from scratch, with fresh weights, to be
 * trained by whoever asked for it.
 */
final class NetworkExport {

  private NetworkExport() {}

  /**
   * Writes the network.
   *
   * @param images what it takes and how many classes it tells apart
   * @param stem how images entered the search network, and so the full one; empty to go by the
   *     images' size
   * @param pools what follows a pooling in networks of the method that found it
   */
  static void untrained(
      Genotype genotype,
      SearchContext context,
      ImageSettings images,
      Optional<Stem> stem,
      PoolNorm pools,
      Path folder) {
    var space = context.space();
    var size = space.publishedSize(images.input(), stem);
    var network = space.evaluationNetwork(size, images.input(), new Evaluation(pools, 0));
    var settings = new NetworkSettings(network, images, OptimizerSettings.nasBench201());
    try (var child =
        TrainedNetwork.open(
            settings,
            space.encoding(genotype),
            ProgramStore.ofUser(),
            LoadOptions.defaults(),
            context.seed())) {
      child.export(folder);
    }
  }

  /** Images as a data set's name says. */
  static ImageSettings images(String dataSet) {
    var target = Target.of(dataSet);
    var normalization = Normalization.of(dataSet);
    // The benchmark pads by an eighth of the image before it crops.
    return new ImageSettings(
        target.imageSize(),
        target.imageSize(),
        false,
        floats(normalization.mean()),
        floats(normalization.std()),
        target.imageSize() / 8,
        true,
        0,
        target.classes());
  }

  private static List<Float> floats(List<Double> values) {
    return values.stream().map(Double::floatValue).toList();
  }
}
