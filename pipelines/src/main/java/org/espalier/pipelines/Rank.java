package org.espalier.pipelines;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.espalier.models.numbers.Seeds;
import org.espalier.pipelines.FinalScoring.Wanted;
import org.espalier.schemas.SearchState;
import org.espalier.schemas.Trial;
import org.espalier.transforms.benchmark.Benchmark;
import org.espalier.transforms.benchmark.RankCorrelation;
import org.espalier.transforms.pipeline.Engine;
import org.espalier.transforms.round.Purpose;
import org.espalier.transforms.storage.SearchRun;

/**
 * How well the shared weights of a search order architectures: their scores beside a benchmark's
 * test accuracies after full training.
 *
 * @param run the search
 * @param engine where pipelines run
 * @param benchmark the benchmark
 */
public record Rank(SearchRun run, Engine engine, Benchmark benchmark) {

  /** Stream of the architectures: rounds are 0 and up, the held-out check has −2. */
  private static final long ARCHITECTURES = -3;

  /** Draws of distinct architectures before a supernet is taken to have no more of them. */
  private static final int PATIENCE = 1000;

  /** The best tenth by the benchmark. */
  private static final int TOP = 10;

  /**
   * What came of it.
   *
   * @param trials the scores
   * @param all over all architectures
   * @param topDecile over the best tenth of them by the benchmark; empty with too few
   */
  public record Ranking(List<Trial> trials, RankCorrelation all, RankCorrelation topDecile) {

    /** Copies the list. */
    public Ranking {
      trials = List.copyOf(trials);
    }
  }

  /**
   * Scores distinct random architectures on validation images; stores them in {@code
   * rank/trials.parquet}.
   *
   * @param architectures how many, at least 2; fewer where the supernet has fewer
   */
  public Ranking ranking(SearchState end, int architectures) {
    var scores = new FinalScoring(run, Purpose.RANK, engine, end);
    var trials = scores.store(wanted(scores, architectures), "val", run.files().ranking());
    var pairs = new ArrayList<RankCorrelation.Pair>();
    for (var trial : trials) {
      var score = trial.getScore();
      if (score != null) {
        var reported = benchmark.report(run.experiment().dataSet(), trial.getGenotype()).accuracy();
        pairs.add(new RankCorrelation.Pair(score, reported));
      }
    }
    var top =
        pairs.stream()
            .sorted((a, b) -> Double.compare(b.reported(), a.reported()))
            .limit(pairs.size() / TOP)
            .toList();
    return new Ranking(trials, RankCorrelation.of(pairs), RankCorrelation.of(top));
  }

  private List<Wanted> wanted(FinalScoring scores, int architectures) {
    var wanted = new ArrayList<Wanted>();
    var known = new HashSet<String>();
    for (long draw = 0, last = 0; wanted.size() < architectures && draw - last < PATIENCE; draw++) {
      var genotype = scores.random(Seeds.random(run.experiment().seed(), ARCHITECTURES, draw));
      if (known.add(genotype.getText())) {
        wanted.add(scores.atEnd(genotype, "random"));
        last = draw;
      }
    }
    return wanted;
  }
}
