package org.espalier.models.network;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.espalier.models.graph.ImageSettings;
import org.espalier.models.graph.NetworkSettings;
import org.espalier.models.graph.OptimizerSettings;
import org.espalier.models.program.LoadOptions;
import org.espalier.models.program.ProgramStore;
import org.espalier.models.space.BlockSize;
import org.espalier.models.space.SearchSpace;
import org.espalier.schemas.SupernetForm;

/**
 * What a training step of a part of an elastic supernet takes, beside a step of that part's own
 * graph. Random parts come one after the other; of each, steps on the same batch of noise alternate
 * between the two, after one of each that does not count.
 */
public final class ElasticBenchmark {

  private static final int STEPS = 3;

  private final SearchSpace space;
  private final BlockSize size;
  private final ImageSettings images;
  private final int batchSize;

  /**
   * A benchmark.
   *
   * @param space a space whose layers can share tensors
   * @param width factor of the published channels
   * @param strides of the stem and of each stage; empty for those published
   * @param batchSize images of a step, at least 1
   */
  public ElasticBenchmark(
      SearchSpace space, double width, List<Integer> strides, ImageSettings images, int batchSize) {
    this.space = space;
    this.size = new BlockSize(width, strides, true);
    this.images = images;
    this.batchSize = batchSize;
  }

  /**
   * The times.
   *
   * @param medianRatio median over the parts of the elastic step's time by that of the own graph
   * @param highestRatio the highest of them
   * @param elasticSeconds median of the elastic steps
   * @param ownSeconds median of the steps of own graphs
   */
  public record Times(
      double medianRatio, double highestRatio, double elasticSeconds, double ownSeconds) {}

  /**
   * Measures.
   *
   * @param parts random parts, at least 1; each has its own graph exported
   */
  public Times run(int parts, ProgramStore store, LoadOptions options, long seed) {
    var random = new SplittableRandom(seed);
    var batch = NoiseBatch.of(images, batchSize, random);
    var ratios = new double[parts];
    var elastic = new double[parts];
    var own = new double[parts];
    var paths = SupernetForm.newBuilder().setMixed(false).build();
    try (var supernet = Supernet.open(settings(size), paths, store, options, seed)) {
      for (int part = 0; part < parts; part++) {
        var path = space.encoding(space.random(random));
        var fixed = settings(new BlockSize(size.width(), size.strides()));
        try (var alone = TrainedNetwork.open(fixed, path, store, options, seed)) {
          var mine = new double[STEPS];
          var others = new double[STEPS];
          for (int step = -1; step < STEPS; step++) {
            double first =
                StepTimes.seconds(() -> supernet.train(batch, new SampledPath(path), 0.01f, seed));
            double second = StepTimes.seconds(() -> alone.train(batch, 0.01f, seed));
            if (step >= 0) {
              mine[step] = first;
              others[step] = second;
            }
          }
          elastic[part] = StepTimes.median(mine);
          own[part] = StepTimes.median(others);
          ratios[part] = elastic[part] / own[part];
        }
      }
    }
    return new Times(
        StepTimes.median(ratios),
        Arrays.stream(ratios).max().orElseThrow(),
        StepTimes.median(elastic),
        StepTimes.median(own));
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  private NetworkSettings settings(BlockSize of) {
    return new NetworkSettings(
        space.searchNetwork(of, images.input()), images, OptimizerSettings.nasBench201());
  }
}
