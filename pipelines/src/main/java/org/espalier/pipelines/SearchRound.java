package org.espalier.pipelines;

import java.util.Locale;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.PCollection;
import org.espalier.schemas.Candidate;
import org.espalier.schemas.SearchState;
import org.espalier.transforms.Mutate;
import org.espalier.transforms.SampleSubspaces;
import org.espalier.transforms.Select;
import org.espalier.transforms.TrainAndScore;
import org.espalier.transforms.pipeline.RecordCoder;
import org.espalier.transforms.storage.SearchRun;

/**
 * One round of any search, as four steps.
 *
 * <ol>
 *   <li>SampleSubspaces: the state becomes candidates.
 *   <li>TrainAndScore: each candidate becomes a trial.
 *   <li>Select: all trials together become evidence.
 *   <li>Mutate: state and evidence become the next state, which is committed.
 * </ol>
 *
 * @param run the search, and where it is stored
 */
public record SearchRound(SearchRun run) {

  /** Appends rounds to an empty pipeline, the first one after a committed state. */
  public void appendTo(Pipeline pipeline, SearchState committed, int rounds) {
    var first = name(committed.getRound());
    var state =
        pipeline.apply(
            first + "/State", Create.of(committed).withCoder(RecordCoder.of(SearchState.class)));
    var candidates = pipeline.apply(first + "/SampleSubspaces", SampleSubspaces.of(run, committed));
    state = complete(first, state, candidates);
    for (var ahead = 1; ahead < rounds; ahead++) {
      var name = name(committed.getRound() + ahead);
      candidates = state.apply(name + "/SampleSubspaces", SampleSubspaces.after(run));
      state = complete(name, state, candidates);
    }
  }

  private PCollection<SearchState> complete(
      String name, PCollection<SearchState> state, PCollection<Candidate> candidates) {
    return candidates
        .apply(name + "/TrainAndScore", TrainAndScore.of(run))
        .apply(name + "/Select", Select.of(run, state))
        .apply(name + "/Mutate", Mutate.of(run));
  }

  private static String name(int round) {
    return String.format(Locale.ROOT, "Round%05d", round);
  }
}
