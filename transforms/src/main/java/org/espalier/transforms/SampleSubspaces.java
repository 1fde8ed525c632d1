package org.espalier.transforms;

import java.util.List;
import org.apache.beam.sdk.extensions.avro.coders.AvroCoder;
import org.apache.beam.sdk.io.Read;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.espalier.schemas.Candidate;
import org.espalier.schemas.SearchState;
import org.espalier.transforms.round.Experiment;
import org.espalier.transforms.storage.RunFiles;

/**
 * The first step of a round: a state becomes candidates.
 *
 * <p>From a state that is known when the pipeline is made, candidates are handed out one by one on
 * demand ({@link #of}); from the state that an earlier round of the same pipeline leaves, they are
 * spread over the workers ({@link #after}). The candidates are the same.
 *
 * <pre>{@code
 * PCollection<Candidate> candidates = pipeline.apply(SampleSubspaces.of(experiment, folder, state));
 * }</pre>
 */
public final class SampleSubspaces {

  private SampleSubspaces() {}

  /** Candidates of the round after a committed state. */
  public static PTransform<PBegin, PCollection<Candidate>> of(
      Experiment experiment, RunFiles folder, SearchState state) {
    return listed(Rounds.of(experiment, folder).sample(state));
  }

  /** Candidates that somebody else has chosen. */
  public static PTransform<PBegin, PCollection<Candidate>> listed(List<Candidate> candidates) {
    return Read.from(CandidateSource.of(candidates));
  }

  /** Candidates of the round after the one state of a collection. */
  public static PTransform<PCollection<SearchState>, PCollection<Candidate>> after(
      Experiment experiment, RunFiles folder) {
    return new After(experiment, folder);
  }

  /////////////////////////////////////////////////////////////////////////////

  private static final class After
      extends PTransform<PCollection<SearchState>, PCollection<Candidate>> {

    private final Experiment experiment;
    private final RunFiles folder;

    After(Experiment experiment, RunFiles folder) {
      this.experiment = experiment;
      this.folder = folder;
    }

    @Override
    public PCollection<Candidate> expand(PCollection<SearchState> states) {
      return states
          .apply("Sample", ParDo.of(new SampleFn(experiment, folder)))
          .setCoder(AvroCoder.specific(Candidate.class))
          .apply("Spread", Reshuffle.viaRandomKey());
    }
  }

  private static final class SampleFn extends DoFn<SearchState, Candidate> {

    private final Experiment experiment;
    private final RunFiles folder;

    SampleFn(Experiment experiment, RunFiles folder) {
      this.experiment = experiment;
      this.folder = folder;
    }

    @ProcessElement
    public void sample(@Element SearchState state, OutputReceiver<Candidate> candidates) {
      Rounds.of(experiment, folder).sample(state).forEach(candidates::output);
    }
  }
}
