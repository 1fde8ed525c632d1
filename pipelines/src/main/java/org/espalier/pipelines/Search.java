package org.espalier.pipelines;

import java.util.OptionalInt;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.espalier.schemas.SearchState;
import org.espalier.transforms.Rounds;
import org.espalier.transforms.round.Experiment;
import org.espalier.transforms.round.Round;
import org.espalier.transforms.storage.RunFiles;

/**
 * A search: rounds from the last commit to the end, a pipeline for each round or few of them, with
 * nothing between pipelines but the committed state.
 *
 * @param experiment what decides the trials
 * @param folder where they are stored
 * @param engine where pipelines run
 * @param roundsPerPipeline rounds of one pipeline, in [1, 10]; the trials do not depend on it
 */
public record Search(Experiment experiment, RunFiles folder, Engine engine, int roundsPerPipeline) {

  /** Most rounds of a pipeline: beyond it, planning costs more than starting another. */
  public static final int MOST_ROUNDS_PER_PIPELINE = 10;

  /** Checks the rounds of a pipeline. */
  public Search {
    if (roundsPerPipeline < 1 || roundsPerPipeline > MOST_ROUNDS_PER_PIPELINE) {
      throw new IllegalArgumentException(
          "rounds per pipeline must be in [1, "
              + MOST_ROUNDS_PER_PIPELINE
              + "], was "
              + roundsPerPipeline);
    }
  }

  /** Told of every commit. */
  @FunctionalInterface
  public interface Listener {
    /** A state was committed, or found committed at the start. */
    void committed(SearchState state);
  }

  /**
   * Opens the evaluator in this process: what is wrong with an input shows before anything starts.
   *
   * @throws IllegalArgumentException naming the input and what to do
   */
  public void check() {
    Rounds.of(experiment, folder);
  }

  /**
   * Runs to the end, from wherever the run directory stands.
   *
   * @return the last state
   * @throws IllegalStateException where a pipeline ended without committing its round
   */
  public SearchState run(Listener listener) {
    var state = latest();
    listener.committed(state);
    while (!Round.isOver(state)) {
      var before = state.getRound();
      runRounds(state);
      state = latest();
      if (state.getRound() == before) {
        throw new IllegalStateException("the pipeline of round " + before + " committed nothing");
      }
      listener.committed(state);
    }
    return state;
  }

  private SearchState latest() {
    OptionalInt committed = folder.committed();
    if (committed.isEmpty()) {
      folder.begin(Rounds.of(experiment, folder).start());
    }
    return folder.read(committed.orElse(0));
  }

  private void runRounds(SearchState state) {
    var pipeline = Pipeline.create(engine.options("round-" + state.getRound()));
    new SearchRound(experiment, folder).appendTo(pipeline, state, roundsPerPipeline);
    var result = pipeline.run();
    var end = result.waitUntilFinish();
    if (end != null && end.isTerminal() && end != PipelineResult.State.DONE) {
      throw new IllegalStateException(
          "the pipeline of round " + state.getRound() + " ended " + end);
    }
  }
}
