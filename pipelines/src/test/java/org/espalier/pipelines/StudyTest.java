package org.espalier.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.espalier.models.numbers.AdamSettings;
import org.espalier.models.predictor.PredictorSettings;
import org.espalier.transforms.benchmark.SyntheticNb201;
import org.espalier.transforms.evaluate.Evaluator;
import org.espalier.transforms.evaluate.PredictorEvaluator;
import org.espalier.transforms.evaluate.SizeEvaluator;
import org.espalier.transforms.evaluate.StandaloneEvaluator;
import org.espalier.transforms.evaluate.SupernetEvaluator;
import org.espalier.transforms.evaluate.SupernetSize;
import org.espalier.transforms.evaluate.TableEvaluator;
import org.espalier.transforms.images.TrainingImages;
import org.espalier.transforms.method.Pretraining;
import org.espalier.transforms.method.RandomSearch;
import org.espalier.transforms.method.RegularizedEvolution;
import org.espalier.transforms.method.SearchMethod;
import org.espalier.transforms.method.gradient.Darts;
import org.espalier.transforms.pipeline.Engine;
import org.espalier.transforms.registry.Evaluators;
import org.espalier.transforms.round.Budget;
import org.espalier.transforms.round.Constraints;
import org.espalier.transforms.round.Experiment;
import org.espalier.transforms.round.Purpose;
import org.espalier.transforms.storage.RunFiles;
import org.espalier.transforms.storage.SearchRun;
import org.espalier.transforms.supernet.Recipe;
import org.espalier.transforms.supernet.SupernetTraining;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A study's row of a seed is the search with that seed, whatever scores. */
@NullMarked
class StudyTest {

  private static final Engine DIRECT = job -> PipelineOptionsFactory.create();
  private static final double ANY = Double.POSITIVE_INFINITY;
  private static final TrainingImages IMAGES =
      new TrainingImages("generated", 64, 32, 32, 0, 2, true, 0, null, null);

  @TempDir static Path folder;

  private static String table() {
    try {
      return Files.write(folder.resolve("table.csv.gz"), new SyntheticNb201().compressed())
          .toString();
    } catch (IOException failure) {
      throw new java.io.UncheckedIOException(failure);
    }
  }

  /** Every evaluator, and one with a method that learns while weights are trained. */
  static Stream<Experiment> experiments() {
    var darts = new Darts(1, false, true, new AdamSettings(0.05, 0.5, 0.999, 0.001, 0));
    return Stream.of(
        experiment("generated", new RandomSearch(3), supernet(new Pretraining(6, 2, 3)), null),
        experiment("generated", darts, supernet(null), null),
        experiment("generated", new RandomSearch(3), standalone(), 2, null),
        experiment("cifar10", new RegularizedEvolution(4, 2, 3), new SizeEvaluator(), null),
        experiment("cifar10", new RandomSearch(3), new TableEvaluator(table()), table()));
  }

  /** Those, and the one that scores by what a net has learned from measured architectures. */
  static Stream<Experiment> all() {
    var net = new PredictorSettings(8, 0, 5, 8, 0.05, 0.9, 0);
    var predictor = new PredictorEvaluator(20, net, supernet(new Pretraining(6, 2, 3)));
    return Stream.concat(
        experiments(), Stream.of(experiment("generated", new RandomSearch(3), predictor, null)));
  }

  private static Experiment experiment(
      String dataSet, SearchMethod method, Evaluator evaluator, @Nullable String report) {
    return experiment(dataSet, method, evaluator, 8, report);
  }

  private static Experiment experiment(
      String dataSet,
      SearchMethod method,
      Evaluator evaluator,
      int evaluations,
      @Nullable String report) {
    return new Experiment(
        "study-" + evaluator.name() + "-" + method.name(),
        5,
        "nb201",
        dataSet,
        method,
        evaluator,
        new Budget(20, evaluations, ANY, 0),
        new Constraints(false, ANY, ANY),
        report);
  }

  private static StandaloneEvaluator standalone() {
    var recipe =
        new Recipe(1, null, null, 32, 0.05, 0, 0.9, false, 0, 5, 0, null, null, null, null, null);
    return new StandaloneEvaluator(new SupernetSize(4, 3), IMAGES, recipe, 16, false, 1, null);
  }

  private static SupernetEvaluator supernet(@Nullable Pretraining pretraining) {
    var training =
        new SupernetTraining(pretraining, 3, 1, 16, 0.05, 0, 0.9, false, 3e-4, 5, 0, null);
    var size = new SupernetSize(4, 3);
    return new SupernetEvaluator(size, IMAGES, training, 16, false, 1);
  }

  @Test
  void everyEvaluatorIsHeldToIt() {
    assertThat(all().map(one -> one.evaluator().name()).distinct())
        .containsExactlyInAnyOrderElementsOf(
            Evaluators.all().stream().map(Evaluators.Entry::name).toList());
  }

  @ParameterizedTest
  @MethodSource("all")
  void aRowIsTheSearchWithItsSeed(Experiment experiment) {
    var run = new SearchRun(experiment, files(experiment, "study"));
    var rows = new Study(run, DIRECT).rows(5, 3);
    assertThat(rows).hasSize(3);
    for (var row : rows) {
      var alone =
          new SearchRun(
              experiment.withSeed(row.getSeed()), files(experiment, "seed-" + row.getSeed()));
      var end = new Search(alone, DIRECT, 1).toEnd(state -> {});
      assertThat(row.getGenotype()).isEqualTo(end.getBest().getGenotype().getText());
      assertThat(row.getScore()).isEqualTo(end.getBest().getScore());
      assertThat(row.getTrials()).isEqualTo(end.getTrials());
      assertThat(row.getEvaluations()).isEqualTo(end.getEvaluations());
      assertThat(row.getRounds()).isEqualTo(end.getRound());
      var scores =
          alone.files().readTrials().stream()
              .filter(trial -> trial.getScore() != null && trial.getCharged())
              .map(trial -> trial.getScore())
              .toList();
      assertThat(row.getTrajectory()).isEqualTo(bestSoFar(scores));
    }
  }

  private static List<Double> bestSoFar(List<Double> scores) {
    var best = new java.util.ArrayList<Double>();
    for (var score : scores) {
      best.add(best.isEmpty() ? score : Math.max(score, best.get(best.size() - 1)));
    }
    return best;
  }

  private static RunFiles files(Experiment experiment, String name) {
    return new RunFiles(folder.resolve(experiment.run()).resolve(name).toString());
  }

  @ParameterizedTest
  @MethodSource("experiments")
  void theHeldOutCheckAndARankingNeverPassForEachOther(Experiment experiment) {
    if (experiment.evaluator().heldOutComparisons() == 0) {
      return;
    }
    var run = new SearchRun(experiment, files(experiment, "ends"));
    var end = new Search(run, DIRECT, 1).toEnd(state -> {});
    var heldOut = new HeldOutCheck(run, DIRECT).trials(end);
    var scoring = new FinalScoring(run, Purpose.RANK, DIRECT, end);
    var wanted =
        heldOut.stream().map(trial -> scoring.atEnd(trial.getGenotype(), "again")).toList();
    var ranked = scoring.store(wanted, "val", run.files().ranking());
    assertThat(heldOut).allMatch(trial -> trial.getMetrics().get(0).getSplit().equals("test"));
    assertThat(ranked).allMatch(trial -> trial.getMetrics().get(0).getSplit().equals("val"));
    assertThat(ranked)
        .extracting(trial -> trial.getId())
        .doesNotContainAnyElementsOf(heldOut.stream().map(trial -> trial.getId()).toList());
    assertThat(folder.resolve(experiment.run()).resolve("ends/pending")).doesNotExist();
  }
}
