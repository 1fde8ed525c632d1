package org.espalier.transforms;

import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.espalier.schemas.Candidate;
import org.espalier.schemas.Trial;
import org.espalier.transforms.pipeline.RecordCoder;
import org.espalier.transforms.storage.SearchRun;
import org.espalier.transforms.supernet.TrainingProgress;

/**
 * The second step of a round, and the only heavy one: every candidate becomes a trial.
 *
 * <p>A trial finished once is found again by its candidate's id, however often the runner repeats
 * the element; a failing evaluation is a trial with a status, never a failing element.
 *
 * <pre>{@code
 * PCollection<Trial> trials = candidates.apply(TrainAndScore.of(run));
 * }</pre>
 */
public final class TrainAndScore extends PTransform<PCollection<Candidate>, PCollection<Trial>> {

  private final SearchRun run;

  private TrainAndScore(SearchRun run) {
    this.run = run;
  }

  /** Trains and scores with the experiment's evaluator. */
  public static TrainAndScore of(SearchRun run) {
    return new TrainAndScore(run);
  }

  @Override
  public PCollection<Trial> expand(PCollection<Candidate> candidates) {
    return candidates
        .apply("Evaluate", ParDo.of(new EvaluateFn(run)))
        .setCoder(RecordCoder.of(Trial.class));
  }

  /////////////////////////////////////////////////////////////////////////////

  private static final class EvaluateFn extends DoFn<Candidate, Trial> {

    private final SearchRun run;

    EvaluateFn(SearchRun run) {
      this.run = run;
    }

    @ProcessElement
    public void evaluate(@Element Candidate candidate, OutputReceiver<Trial> trials) {
      var pending = run.files().pending();
      var finished = pending.find(candidate);
      if (finished.isPresent()) {
        trials.output(finished.get());
        return;
      }
      var trial =
          TrainingProgress.heard(
              pending.steps(candidate), () -> run.use(round -> round.trainAndScore(candidate)));
      pending.keep(candidate, trial);
      trials.output(trial);
    }
  }
}
