package org.espalier.models.network;

import java.util.List;
import java.util.SplittableRandom;
import org.espalier.models.graph.ImageSettings;
import org.espalier.models.graph.NetworkSettings;
import org.espalier.models.graph.OptimizerSettings;
import org.espalier.models.program.LoadOptions;
import org.espalier.models.program.ProgramStore;
import org.espalier.models.space.NetworkSize;
import org.espalier.models.space.SearchSpace;
import org.espalier.models.space.Target;
import org.espalier.schemas.SupernetForm;

/**
 * What a step along a single path of a supernet takes, beside a step of that architecture's own
 * graph, in a space whose supernets run paths only. Steps on the same batch of noise alternate.
 *
 * @param space the space
 * @param size of its networks
 * @param images their size and classes
 * @param batchSize images of a step, at least 1
 * @param rounds steps of each kind that count, at least 1
 */
public record PathBenchmark(
    SearchSpace space, NetworkSize size, ImageSettings images, int batchSize, int rounds) {

  /** Checks the ranges. */
  public PathBenchmark {
    if (batchSize < 1 || rounds < 1) {
      throw new IllegalArgumentException(
          "batchSize and rounds must be at least 1, were %d and %d".formatted(batchSize, rounds));
    }
  }

  /**
   * The speeds, in images a second.
   *
   * @param randomPath a path drawn anew for each step
   * @param heaviestPath the path of an architecture with the most parameters
   * @param child that architecture's network, alone
   * @param heaviestPathOverChild time of the one by that of the other, the median over the rounds
   *     of the ratio of neighbouring steps
   */
  public record Speeds(
      double randomPath, double heaviestPath, double child, double heaviestPathOverChild) {}

  /** Measures, drawing paths and pixels from the seed. */
  public Speeds run(ProgramStore store, LoadOptions options, long seed) {
    var input = images.input();
    var target = new Target("noise", input.height(), input.channels(), input.classes());
    var heaviest = space.encoding(space.largest(target));
    var settings =
        new NetworkSettings(
            space.searchNetwork(size, input), images, OptimizerSettings.nasBench201());
    var path = SupernetForm.newBuilder().setMixed(false).build();
    try (var supernet = Supernet.open(settings, path, store, options, seed);
        var child = TrainedNetwork.open(settings, heaviest, store, options, seed)) {
      var random = new SplittableRandom(seed);
      var batch = NoiseBatch.of(images, batchSize, random);
      var times =
          StepTimes.of(
              List.of(
                  () -> supernet.train(batch, randomPath(random), 0.01f, seed),
                  () -> supernet.train(batch, new SampledPath(heaviest), 0.01f, seed),
                  () -> child.train(batch, 0.01f, seed)),
              rounds);
      return new Speeds(
          batchSize / times.median(0),
          batchSize / times.median(1),
          batchSize / times.median(2),
          times.ratio(1, 2));
    }
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  private SampledPath randomPath(SplittableRandom random) {
    return new SampledPath(space.encoding(space.random(random)));
  }
}
