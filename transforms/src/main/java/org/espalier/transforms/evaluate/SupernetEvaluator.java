package org.espalier.transforms.evaluate;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.Optional;
import org.espalier.models.network.NetworkSettings;
import org.espalier.models.network.StemSettings;
import org.espalier.models.numbers.Settings;
import org.espalier.models.space.DartsMacro;
import org.espalier.models.space.EdgeSpace;
import org.espalier.models.space.SearchSpace;
import org.espalier.schemas.Genotype;
import org.espalier.schemas.GradientState;
import org.espalier.schemas.SearchState;
import org.espalier.schemas.SupernetForm;
import org.espalier.transforms.method.SearchContext;
import org.espalier.transforms.method.SearchMethod;
import org.espalier.transforms.method.SharedWeights;
import org.espalier.transforms.method.gradient.GradientMethod;
import org.espalier.transforms.method.gradient.GradientSearch;
import org.jspecify.annotations.Nullable;

/**
 * Scores by shared weights. A supernet is trained first, along random paths or as a gradient method
 * says; an architecture's score is the validation accuracy of its part of it, batch normalization
 * by each batch's own statistics.
 *
 * @param network size of the supernet
 * @param images which images it sees
 * @param training how it is trained
 * @param scoringBatchSize images of a batch while scoring, at least 2: its statistics are the
 *     normalization
 * @param bfloat16 whether convolutions may be rounded to bfloat16
 * @param randomComparisons random architectures scored beside the one found, on held-out images, at
 *     least 1
 */
public record SupernetEvaluator(
    Size network,
    SupernetImages images,
    SupernetTraining training,
    int scoringBatchSize,
    boolean bfloat16,
    int randomComparisons)
    implements Evaluator {

  /**
   * Size of the supernet.
   *
   * @param channels channels of the first cells, at least 1; the benchmark's networks have 16
   * @param cells cells in all, at least 1; the benchmark's networks have 15
   * @param stem how images enter, {@code cifar} or {@code imagenet}, in the DARTS spaces only;
   *     absent for the space's own, which is for small images
   * @param stemMultiplier channels of what the first cell reads, by {@code channels}, at least 1;
   *     absent as in networks trained from scratch, 3 with stem cifar and 1 with stem imagenet
   */
  public record Size(
      int channels, int cells, @Nullable String stem, @Nullable Integer stemMultiplier)
      implements Serializable {

    /** Checks the settings. */
    public Size {
      Settings.atLeast("channels", channels, 1);
      Settings.atLeast("cells", cells, 1);
      Settings.check(
          stem != null || stemMultiplier == null, "stemMultiplier", "absent without stem", "there");
      stem(stem, stemMultiplier);
    }

    Optional<StemSettings> stemSettings() {
      return stem(stem, stemMultiplier);
    }

    private static Optional<StemSettings> stem(
        @Nullable String name, @Nullable Integer multiplier) {
      if (name == null) {
        return Optional.empty();
      }
      var kind = DartsMacro.Stem.named(name);
      return Optional.of(
          multiplier == null ? StemSettings.of(kind) : new StemSettings(kind, multiplier));
    }
  }

  /** Checks the settings. */
  public SupernetEvaluator {
    Settings.atLeast("scoringBatchSize", scoringBatchSize, 2);
    Settings.atLeast("randomComparisons", randomComparisons, 1);
    Settings.check(
        training.batchSize() * training.replicas() <= images.train(),
        "training.batchSize",
        "at most a replica's share of the " + images.train() + " training images",
        training.batchSize());
    Settings.check(
        scoringBatchSize <= images.val() && scoringBatchSize <= images.test(),
        "scoringBatchSize",
        "at most images.val and images.test",
        scoringBatchSize);
  }

  @Override
  public String name() {
    return "supernet";
  }

  @Override
  public Scorer open(SearchContext context, SearchMethod method) {
    var rounds = around(method);
    if (rounds instanceof GradientSearch search) {
      check(search, context);
    }
    training.schedule(rounds.plannedSteps());
    var loaded = images.load(context.dataSet());
    settings(loaded, context.space()).check();
    return scorer(context, rounds, loaded);
  }

  private SupernetScorer scorer(
      SearchContext context, SearchMethod rounds, SupernetImages.Loaded loaded) {
    var steps =
        rounds instanceof GradientSearch search
            ? new GradientSteps(search, training, loaded, context)
            : new PathSteps(training, paths(rounds), loaded, context);
    return new SupernetScorer(this, context, loaded, steps);
  }

  private void check(GradientSearch search, SearchContext context) {
    if (!(context.space() instanceof EdgeSpace edges)) {
      throw new IllegalArgumentException(
          "method.name "
              + search.name()
              + " needs a space of edges, was "
              + context.space().name());
    }
    search.method().check(edges, network.channels());
    Settings.check(
        training.batchSize() * training.replicas() <= images.val(),
        "evaluator.training.batchSize",
        "at most a replica's share of the " + images.val() + " validation images",
        training.batchSize());
  }

  @Override
  public SearchMethod around(SearchMethod method) {
    if (method instanceof GradientMethod gradient) {
      Settings.check(
          training.pretraining() == null,
          "evaluator.training.pretraining",
          "absent with method " + method.name() + ", which says what each step runs",
          "there");
      var stepsPerEpoch = images.train() / (training.batchSize() * training.replicas());
      return new GradientSearch(
          gradient, stepsPerEpoch, training.stepsPerRound(), training.replicas());
    }
    var paths = paths(method);
    return new SharedWeights(
        method, paths.steps(), paths.warmUpSteps(), training.stepsPerRound(), training.replicas());
  }

  private Pretraining paths(SearchMethod method) {
    var paths = training.pretraining();
    if (paths == null) {
      throw new IllegalArgumentException(
          "evaluator.training.pretraining is missing: method "
              + method.name()
              + " searches with weights trained before");
    }
    return paths;
  }

  @Override
  public void exportChild(
      Genotype genotype,
      SearchState state,
      SearchMethod method,
      SearchContext context,
      Path folder) {
    var form =
        state.getMethodState() instanceof GradientState part
            ? Optional.of(part.getForm())
            : Optional.<SupernetForm>empty();
    if (form.isPresent() && form.get().getPartial() > 1) {
      // Operations that saw part of the channels have no weights for a network of their own.
      var seen = images.settings(images.load(context.dataSet()).train().images());
      ChildExport.fresh(genotype, context, seen, network.stemSettings(), folder);
      return;
    }
    try (var scorer = scorer(context, around(method), images.load(context.dataSet()))) {
      scorer.exportChild(genotype, Optional.ofNullable(state.getWeights()), form, folder);
    }
  }

  @Override
  public Evaluator absolute() {
    return new SupernetEvaluator(
        network, images.absolute(), training, scoringBatchSize, bfloat16, randomComparisons);
  }

  @Override
  public int heldOutComparisons() {
    return randomComparisons;
  }

  NetworkSettings settings(SupernetImages.Loaded loaded, SearchSpace space) {
    return new NetworkSettings(
        space.name(),
        network.channels(),
        network.cells(),
        false,
        images.settings(loaded.train().images()),
        training.optimizer(),
        network.stemSettings());
  }
}
