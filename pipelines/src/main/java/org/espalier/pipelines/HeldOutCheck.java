package org.espalier.pipelines;

import java.util.ArrayList;
import java.util.List;
import org.espalier.models.numbers.Seeds;
import org.espalier.pipelines.FinalScoring.Wanted;
import org.espalier.schemas.SearchState;
import org.espalier.schemas.Trial;
import org.espalier.transforms.pipeline.Engine;
import org.espalier.transforms.round.Purpose;
import org.espalier.transforms.storage.SearchRun;

/**
 * The check at the end of a search: the architecture found and random ones beside it, scored with
 * the same shared weights on data no step of the search has seen.
 *
 * @param run the search
 * @param engine where pipelines run
 */
public record HeldOutCheck(SearchRun run, Engine engine) {

  /** Stream of the random architectures: rounds are 0 and up. */
  private static final long RANDOM_ARCHITECTURES = -2;

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
    for (var i = 0; i < run.experiment().evaluator().heldOutComparisons(); i++) {
      var random = Seeds.random(run.experiment().seed(), RANDOM_ARCHITECTURES, i);
      wanted.add(scores.atEnd(scores.random(random), "random"));
    }
    return wanted;
  }
}
