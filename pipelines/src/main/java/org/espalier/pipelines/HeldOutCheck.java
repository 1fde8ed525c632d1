package org.espalier.pipelines;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.espalier.pipelines.FinalScoring.Wanted;
import org.espalier.schemas.SearchState;
import org.espalier.schemas.Trial;
import org.espalier.transforms.method.Seeds;
import org.espalier.transforms.round.Experiment;
import org.espalier.transforms.storage.AtomicFile;
import org.espalier.transforms.storage.RunFiles;
import org.espalier.transforms.tables.Table;

/**
 * The check at the end of a search: the architecture found and random ones beside it, scored with
 * the same shared weights on data no step of the search has seen.
 *
 * @param experiment the search
 * @param folder where it is stored
 * @param engine where pipelines run
 */
public record HeldOutCheck(Experiment experiment, RunFiles folder, Engine engine) {

  /** Stream of the random architectures: rounds are 0 and up. */
  private static final long RANDOM_ARCHITECTURES = -2;

  /** The trials: the architecture found first. Done once; later calls read what was stored. */
  public List<Trial> run(SearchState end) {
    try {
      if (AtomicFile.exists(folder.heldOut())) {
        return Table.of(Trial.class).read(folder.heldOut());
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot look for " + folder.heldOut(), failure);
    }
    var scores = new FinalScoring(experiment, folder, engine, end);
    return scores.store("held-out", wanted(scores, end), "test", folder.heldOut());
  }

  private List<Wanted> wanted(FinalScoring scores, SearchState end) {
    var wanted = new ArrayList<Wanted>();
    var found = FoundArchitecture.of(experiment, folder, end).orElseThrow();
    wanted.add(new Wanted(found.genotype(), "found"));
    for (var i = 0; i < experiment.evaluator().heldOutComparisons(); i++) {
      var random = Seeds.random(experiment.seed(), RANDOM_ARCHITECTURES, i);
      wanted.add(new Wanted(scores.random(random), "random"));
    }
    return wanted;
  }
}
