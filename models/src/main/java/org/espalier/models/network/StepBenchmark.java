package org.espalier.models.network;

import java.util.List;
import java.util.SplittableRandom;
import org.espalier.models.graph.ImageSettings;
import org.espalier.models.graph.NetworkSettings;
import org.espalier.models.graph.OptimizerSettings;
import org.espalier.models.numbers.OptionIndex;
import org.espalier.models.program.LoadOptions;
import org.espalier.models.program.ProgramStore;
import org.espalier.models.space.NetworkSize;
import org.espalier.models.space.SearchSpace;
import org.espalier.models.space.Target;
import org.espalier.schemas.SupernetForm;

/**
 * Speed of one training step, measured the same way for every kind of network.
 *
 * <p>All steps see the same batch of noise. They alternate in one run, so a machine that slows down
 * slows them all, and the median over the rounds is taken. The first rounds warm up and do not
 * count.
 */
public final class StepBenchmark {
  /** K of the mixture on part of the channels. */
  private static final int PARTIAL = 4;

  private final SearchSpace space;
  private final NetworkSettings settings;
  private final int batchSize;
  private final int rounds;

  /**
   * A benchmark of the networks in which a space is searched.
   *
   * @param size width, depth and stem; the channels are a multiple of 4
   * @param batchSize images a step, at least 1
   * @param rounds steps of each kind that count, at least 1
   */
  public StepBenchmark(
      SearchSpace space,
      NetworkSize size,
      ImageSettings images,
      OptimizerSettings optimizer,
      int batchSize,
      int rounds) {
    if (batchSize < 1 || rounds < 1) {
      throw new IllegalArgumentException(
          "batchSize and rounds must be at least 1, were %d and %d".formatted(batchSize, rounds));
    }
    this.space = space;
    this.settings =
        new NetworkSettings(space.searchNetwork(size, images.input()), images, optimizer);
    this.batchSize = batchSize;
    this.rounds = rounds;
  }

  /**
   * The speeds, in images a second.
   *
   * @param mixed all operations on every edge
   * @param partial the same on a quarter of the channels
   * @param randomPath a single path, drawn anew for each step
   * @param heaviestPath the single path of an architecture with the most parameters
   * @param child that architecture's network, alone
   * @param partialOverMixed speed of the mixture on a quarter of the channels by that on all, the
   *     median over the rounds of the ratio of neighbouring steps
   * @param heaviestPathOverChild time of the heaviest path by that of its network alone, the median
   *     over the rounds of the ratio of neighbouring steps
   */
  public record Speeds(
      double mixed,
      double partial,
      double randomPath,
      double heaviestPath,
      double child,
      double partialOverMixed,
      double heaviestPathOverChild) {}

  /**
   * Measures, drawing paths and pixels from the seed.
   *
   * @throws IllegalArgumentException if the channels are no multiple of 4
   */
  public Speeds run(ProgramStore store, LoadOptions options, long seed) {
    var heaviest = heaviest();
    var path = SupernetForm.newBuilder().setMixed(false).build();
    var all = SupernetForm.newBuilder().setMixed(true).build();
    var quarter = SupernetForm.newBuilder().setMixed(true).setPartial(PARTIAL).build();
    try (var mixed = Supernet.open(settings, all, store, options, seed);
        var partial = Supernet.open(settings, quarter, store, options, seed);
        var supernet = Supernet.open(settings, path, store, options, seed);
        var child = TrainedNetwork.open(settings, heaviest, store, options, seed)) {
      var random = new SplittableRandom(seed);
      var batch = NoiseBatch.of(settings.images(), batchSize, random);
      var mixture = SampledMixture.of(uniform(space.options()));
      var steps =
          List.<Runnable>of(
              () -> mixed.train(batch, mixture, 0.01f, seed),
              () -> partial.train(batch, mixture, 0.01f, seed),
              () -> supernet.train(batch, randomPath(random), 0.01f, seed),
              () -> supernet.train(batch, new SampledPath(heaviest), 0.01f, seed),
              () -> child.train(batch, 0.01f, seed));
      return speeds(StepTimes.of(steps, rounds));
    }
  }

  /////////////////////////////////////////////////////////////////////////////

  private Speeds speeds(StepTimes times) {
    return new Speeds(
        batchSize / times.median(0),
        batchSize / times.median(1),
        batchSize / times.median(2),
        batchSize / times.median(3),
        batchSize / times.median(4),
        times.ratio(0, 1),
        times.ratio(3, 4));
  }

  private int[] heaviest() {
    var input = settings.images().input();
    var target = new Target("noise", input.height(), input.channels(), input.classes());
    return space.encoding(space.largest(target));
  }

  private SampledPath randomPath(SplittableRandom random) {
    return new SampledPath(space.encoding(space.random(random)));
  }

  private static float[] uniform(OptionIndex index) {
    var weights = new float[index.size()];
    for (int at = 0; at < weights.length; at++) {
      weights[at] = 1f / index.options(index.decision(at));
    }
    return weights;
  }
}
