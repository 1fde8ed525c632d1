package org.espalier.pipelines;

import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.espalier.schemas.SearchState;
import org.espalier.transforms.pipeline.Engine;
import org.espalier.transforms.round.Round;
import org.espalier.transforms.storage.SearchRun;

/**
 * A search: rounds from the last commit to the end, a pipeline for each round or few of them, with
 * nothing between pipelines but the committed state.
 *
 * @param run the search, and where it is stored
 * @param engine where pipelines run
 * @param roundsPerPipeline rounds of one pipeline, in [1, 10]; the trials do not depend on it
 */
public record Search(SearchRun run, Engine engine, int roundsPerPipeline) {

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

    /** The last state is damaged, and the search resumes from the one before; in one line. */
    default void wentBack(String notice) {}
  }

  /**
   * Opens the evaluator in this process: what is wrong with an input shows before anything starts.
   *
   * @throws IllegalArgumentException naming the input and what to do
   */
  public void check() {
    run.use(Round::experiment);
  }

  /**
   * Runs to the end, from wherever the run directory stands.
   *
   * @return the last state
   * @throws IllegalStateException where a pipeline ended without committing its round
   */
  public SearchState toEnd(Listener listener) {
    var state = latest(listener);
    run.files().join(state.getRound());
    listener.committed(state);
    while (!Round.isOver(state)) {
      var before = state.getRound();
      runRounds(state);
      state = latest(listener);
      if (state.getRound() == before) {
        throw new IllegalStateException("the pipeline of round " + before + " committed nothing");
      }
      run.files().join(state.getRound());
      listener.committed(state);
    }
    return state;
  }

  private SearchState latest(Listener listener) {
    if (run.files().committed().isEmpty()) {
      run.files().begin(run.use(Round::start));
    }
    var latest = run.files().latest();
    latest.notice().ifPresent(listener::wentBack);
    return latest.state();
  }

  private void runRounds(SearchState state) {
    var pipeline = Pipeline.create(engine.options("round-" + state.getRound()));
    new SearchRound(run).appendTo(pipeline, state, roundsPerPipeline);
    var result = pipeline.run();
    var end = result.waitUntilFinish();
    if (end != null && end.isTerminal() && end != PipelineResult.State.DONE) {
      throw new IllegalStateException(
          "the pipeline of round " + state.getRound() + " ended " + end);
    }
  }
}
