package org.espalier.pipelines;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.espalier.models.layer.Cost;
import org.espalier.models.layer.CountingRule;
import org.espalier.models.numbers.Seeds;
import org.espalier.models.space.Target;
import org.espalier.pipelines.FinalScoring.Wanted;
import org.espalier.schemas.Genotype;
import org.espalier.schemas.SearchState;
import org.espalier.schemas.Trial;
import org.espalier.transforms.pipeline.Engine;
import org.espalier.transforms.round.Purpose;
import org.espalier.transforms.storage.SearchRun;

/**
 * The check at the end of a search: the architecture found and random ones within the same budgets
 * beside it, scored on data no step of the search has seen: with the same shared weights, or each
 * trained alone in the same way.
 *
 * @param run the search
 * @param engine where pipelines run
 */
public record HeldOutCheck(SearchRun run, Engine engine) {

  /** Stream of the random architectures: rounds are 0 and up. */
  private static final long RANDOM_ARCHITECTURES = -2;

  private static final int DRAWS = 1_000;
  private static final int TRIES = 5_000;

  /** The trials: the architecture found first. Done once; later calls read what was stored. */
  public List<Trial> trials(SearchState end) {
    return run.files().readHeldOut().orElseGet(() -> check(end));
  }

  private List<Trial> check(SearchState end) {
    var scores = new FinalScoring(run, Purpose.HELD_OUT, engine, end);
    return scores.store(wanted(scores, end), "test", run.files().heldOut());
  }

  private List<Wanted> wanted(FinalScoring scores, SearchState end) {
    var wanted = new ArrayList<Wanted>();
    var found = FoundArchitecture.of(run, end).orElseThrow();
    wanted.add(scores.atEnd(found.genotype(), "found"));
    var experiment = run.experiment();
    var evaluator = experiment.evaluator();
    var comparisons =
        evaluator.join(experiment.method()).hasWeightsOfAll() ? evaluator.heldOutComparisons() : 0;
    for (var i = 0; i < comparisons; i++) {
      var random = Seeds.random(experiment.seed(), RANDOM_ARCHITECTURES, i);
      comparable(scores, end, found.madds(), random)
          .ifPresent(genotype -> wanted.add(scores.atEnd(genotype, "random")));
    }
    return wanted;
  }

  /**
   * One within the budgets that the one found had to keep, and within the tolerance of its
   * multiply-adds where there is one; empty where none is found. What cannot be drawn is brought
   * there by changes, one at a time and never away from it.
   */
  private Optional<Genotype> comparable(
      FinalScoring scores, SearchState end, long madds, RandomGenerator random) {
    var tolerance = run.experiment().evaluator().heldOutTolerance();
    var fewest = run.experiment().constraints().minMadds();
    var aim = tolerance.isEmpty() && fewest == null ? 0 : madds;
    var genotype = scores.random(random);
    for (var tries = 1; tries < TRIES; tries++) {
      var off = Math.abs(madds(scores, genotype) - aim);
      if ((tolerance.isEmpty() || off <= tolerance.getAsDouble() * madds)
          && isWithinBudgets(scores, end, genotype)) {
        return Optional.of(genotype);
      }
      if (tolerance.isEmpty() && tries < DRAWS) {
        genotype = scores.random(random);
      } else {
        var other = scores.near(genotype, random);
        genotype = Math.abs(madds(scores, other) - aim) <= off ? other : genotype;
      }
    }
    return Optional.empty();
  }

  private boolean isWithinBudgets(FinalScoring scores, SearchState end, Genotype genotype) {
    var experiment = run.experiment();
    var method = experiment.evaluator().join(experiment.method());
    return experiment.constraints().excess(cost(scores, genotype)).isEmpty()
        && method.qualifies(end, genotype, scores.context());
  }

  private long madds(FinalScoring scores, Genotype genotype) {
    return cost(scores, genotype).madds();
  }

  private Cost cost(FinalScoring scores, Genotype genotype) {
    var target = Target.of(run.experiment().dataSet());
    return scores.context().space().cost(genotype, target, CountingRule.CONV_FC);
  }
}
