package org.espalier.transforms;

import org.apache.beam.sdk.extensions.avro.coders.AvroCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.espalier.schemas.Candidate;
import org.espalier.schemas.Trial;
import org.espalier.transforms.round.Experiment;
import org.espalier.transforms.storage.PendingTrials;
import org.espalier.transforms.storage.RunFiles;

/**
 * The second step of a round, and the only heavy one: every candidate becomes a trial.
 *
 * <p>A trial finished once is found again by its candidate's id, however often the runner repeats
 * the element; a failing evaluation is a trial with a status, never a failing element.
 *
 * <pre>{@code
 * PCollection<Trial> trials = candidates.apply(TrainAndScore.of(experiment, folder));
 * }</pre>
 */
public final class TrainAndScore extends PTransform<PCollection<Candidate>, PCollection<Trial>> {

  private final Experiment experiment;
  private final RunFiles folder;

  private TrainAndScore(Experiment experiment, RunFiles folder) {
    this.experiment = experiment;
    this.folder = folder;
  }

  /** Trains and scores with the experiment's evaluator. */
  public static TrainAndScore of(Experiment experiment, RunFiles folder) {
    return new TrainAndScore(experiment, folder);
  }

  @Override
  public PCollection<Trial> expand(PCollection<Candidate> candidates) {
    return candidates
        .apply("Evaluate", ParDo.of(new EvaluateFn(experiment, folder)))
        .setCoder(AvroCoder.specific(Trial.class));
  }

  /////////////////////////////////////////////////////////////////////////////

  private static final class EvaluateFn extends DoFn<Candidate, Trial> {

    private final Experiment experiment;
    private final RunFiles folder;

    EvaluateFn(Experiment experiment, RunFiles folder) {
      this.experiment = experiment;
      this.folder = folder;
    }

    @ProcessElement
    public void evaluate(@Element Candidate candidate, OutputReceiver<Trial> trials) {
      var pending = new PendingTrials(folder);
      var finished = pending.find(candidate);
      if (finished.isPresent()) {
        trials.output(finished.get());
        return;
      }
      var trial = Rounds.of(experiment, folder).trainAndScore(candidate);
      pending.keep(candidate, trial);
      trials.output(trial);
    }
  }
}
