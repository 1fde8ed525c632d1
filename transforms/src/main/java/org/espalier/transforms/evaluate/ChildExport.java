package org.espalier.transforms.evaluate;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.espalier.models.data.Normalization;
import org.espalier.models.network.ChildNetwork;
import org.espalier.models.network.DartsEvaluation;
import org.espalier.models.network.DartsEvaluationNetwork;
import org.espalier.models.network.ImageSettings;
import org.espalier.models.network.NetworkSettings;
import org.espalier.models.network.OptimizerSettings;
import org.espalier.models.network.StemSettings;
import org.espalier.models.program.LoadOptions;
import org.espalier.models.program.ProgramStore;
import org.espalier.models.space.DartsCells;
import org.espalier.models.space.DartsMacro;
import org.espalier.models.space.PoolNorm;
import org.espalier.models.space.Target;
import org.espalier.schemas.Genotype;
import org.espalier.transforms.method.SearchContext;

/**
 * The full network of an architecture as it is evaluated in its space, to be trained by whoever
 * asked for it.
 */
final class ChildExport {

  private static final int CHANNELS = 16;
  private static final int CELLS = 15;

  private ChildExport() {}

  /**
   * Writes the network with fresh weights.
   *
   * @param images what it takes and how many classes it tells apart
   * @param stem how images entered the search network, and so the full one; empty to go by the data
   *     set's size
   */
  static void fresh(
      Genotype genotype,
      SearchContext context,
      ImageSettings images,
      Optional<StemSettings> stem,
      Path folder) {
    if (context.space().name().equals(Nb201Table.SPACE)) {
      benchmark(genotype, context, images, folder);
    } else {
      darts(genotype, context, images, stem, folder);
    }
  }

  private static void benchmark(
      Genotype genotype, SearchContext context, ImageSettings images, Path folder) {
    var settings =
        new NetworkSettings(
            context.space().name(), CHANNELS, CELLS, true, images, OptimizerSettings.nasBench201());
    var choice = genotype.getEncoding().stream().mapToInt(Integer::intValue).toArray();
    try (var child =
        ChildNetwork.open(
            settings, choice, ProgramStore.ofUser(), LoadOptions.defaults(), context.seed())) {
      child.export(folder);
    }
  }

  private static void darts(
      Genotype genotype,
      SearchContext context,
      ImageSettings images,
      Optional<StemSettings> stem,
      Path folder) {
    var target = Target.of(context.dataSet());
    var macro = stem.map(StemSettings::kind).map(DartsMacro::of).orElse(DartsMacro.of(target));
    var settings =
        new DartsEvaluation(
            macro,
            DartsCells.of(genotype),
            PoolNorm.NONE,
            0,
            images,
            OptimizerSettings.nasBench201());
    try (var network =
        DartsEvaluationNetwork.open(
            settings, ProgramStore.ofUser(), LoadOptions.defaults(), context.seed())) {
      network.export(folder);
    }
  }

  /** Images as a data set's name says. */
  static ImageSettings images(SearchContext context) {
    var target = Target.of(context.dataSet());
    var normalization = Normalization.of(target.dataSet());
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
