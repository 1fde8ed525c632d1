package org.espalier.runners.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.espalier.models.space.SearchSpaces;
import org.espalier.pipelines.Search;
import org.espalier.transforms.evaluate.SizeEvaluator;
import org.espalier.transforms.method.RandomSearch;
import org.espalier.transforms.pipeline.Engine;
import org.espalier.transforms.round.Budget;
import org.espalier.transforms.round.Constraints;
import org.espalier.transforms.round.Experiment;
import org.espalier.transforms.storage.RunFiles;
import org.espalier.transforms.storage.SearchRun;

/**
 * Seconds a round costs beyond its evaluations: searches whose candidates are scored in
 * microseconds, committed to disk as always. The first pipeline of an engine warms up and does not
 * count; the figure is the median over the later pipelines, by their rounds.
 *
 * @param candidates candidates of a round
 * @param pipelines pipelines that count, for each number of rounds
 */
public record RoundBenchmark(int candidates, int pipelines) {

  private static final int[] ROUNDS = {1, 5, 10};

  /** Seconds a round by rounds of a pipeline: 1, 5 and 10. */
  public Map<String, Double> run(Engine engine) {
    var seconds = new LinkedHashMap<String, Double>();
    for (var rounds : ROUNDS) {
      seconds.put(String.valueOf(rounds), secondsPerRound(engine, rounds));
    }
    return seconds;
  }

  private double secondsPerRound(Engine engine, int rounds) {
    var folder = temporary();
    try {
      var commits = new ArrayList<Long>();
      var run =
          new SearchRun(experiment(rounds * (pipelines + 1)), new RunFiles(folder.toString()));
      new Search(run, engine, rounds).toEnd(state -> commits.add(System.nanoTime()));
      var times = new ArrayList<Double>();
      for (var i = 2; i < commits.size(); i++) {
        times.add((commits.get(i) - commits.get(i - 1)) / 1e9 / rounds);
      }
      Collections.sort(times);
      return times.get(times.size() / 2);
    } finally {
      delete(folder);
    }
  }

  private Experiment experiment(int rounds) {
    return new Experiment(
        "round-benchmark",
        0,
        SearchSpaces.all().get(0).name(),
        "cifar10",
        new RandomSearch(candidates),
        new SizeEvaluator(),
        new Budget(rounds, Long.MAX_VALUE, Double.POSITIVE_INFINITY, 0),
        new Constraints(false, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY),
        null);
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("espalier-bench");
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot make a temporary folder", failure);
    }
  }

  private static void delete(Path folder) {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot delete " + folder, failure);
    }
  }
}
