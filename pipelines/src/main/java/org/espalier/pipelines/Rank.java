package org.espalier.pipelines;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.espalier.models.numbers.Seeds;
import org.espalier.pipelines.FinalScoring.Wanted;
import org.espalier.schemas.SearchState;
import org.espalier.schemas.Trial;
import org.espalier.transforms.evaluate.Nb201Table;
import org.espalier.transforms.evaluate.RankCorrelation;
import org.espalier.transforms.round.Experiment;
import org.espalier.transforms.storage.RunFiles;

/**
 * How well the shared weights of a search order architectures: their scores beside a benchmark's
 * test accuracies after full training.
 *
 * @param experiment the search
 * @param folder where it is stored
 * @param engine where pipelines run
 * @param table the benchmark
 */
public record Rank(Experiment experiment, RunFiles folder, Engine engine, Nb201Table table) {

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
  public Ranking run(SearchState end, int architectures) {
    var scores = new FinalScoring(experiment, folder, engine, end);
    var trials = scores.store("rank", wanted(scores, architectures), "val", folder.ranking());
    var pairs = new ArrayList<RankCorrelation.Pair>();
    for (var trial : trials) {
      var score = trial.getScore();
      if (score != null) {
        var reported = table.report(experiment.dataSet(), trial.getGenotype()).accuracy();
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
      var genotype = scores.random(Seeds.random(experiment.seed(), ARCHITECTURES, draw));
      if (known.add(genotype.getText())) {
        wanted.add(new Wanted(genotype, "random"));
        last = draw;
      }
    }
    return wanted;
  }
}
