package org.espalier.transforms;

import java.util.List;
import org.apache.beam.sdk.io.Read;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.espalier.schemas.Candidate;
import org.espalier.schemas.SearchState;
import org.espalier.transforms.pipeline.RecordCoder;
import org.espalier.transforms.pipeline.WorkQueue;
import org.espalier.transforms.storage.SearchRun;

/**
 * The first step of a round: a state becomes candidates.
 *
 * <p>From a state that is known when the pipeline is made, candidates are handed out one by one on
 * demand ({@link #of}); from the state that an earlier round of the same pipeline leaves, they are
 * spread over the workers ({@link #after}). The candidates are the same.
 *
 * <pre>{@code
 * PCollection<Candidate> candidates = pipeline.apply(SampleSubspaces.of(run, state));
 * }</pre>
 */
public final class SampleSubspaces {

  private SampleSubspaces() {}

  /** Candidates of the round after a committed state. */
  public static PTransform<PBegin, PCollection<Candidate>> of(SearchRun run, SearchState state) {
    return listed(run.use(round -> round.sample(state)));
  }

  /** Candidates that somebody else has chosen. */
  public static PTransform<PBegin, PCollection<Candidate>> listed(List<Candidate> candidates) {
    return Read.from(WorkQueue.of(candidates, RecordCoder.of(Candidate.class)));
  }

  /** Candidates of the round after the one state of a collection. */
  public static PTransform<PCollection<SearchState>, PCollection<Candidate>> after(SearchRun run) {
    return new After(run);
  }

  /////////////////////////////////////////////////////////////////////////////

  private static final class After
      extends PTransform<PCollection<SearchState>, PCollection<Candidate>> {

    private final SearchRun run;

    After(SearchRun run) {
      this.run = run;
    }

    @Override
    public PCollection<Candidate> expand(PCollection<SearchState> states) {
      return states
          .apply("Sample", ParDo.of(new SampleFn(run)))
          .setCoder(RecordCoder.of(Candidate.class))
          .apply("Spread", Reshuffle.viaRandomKey());
    }
  }

  private static final class SampleFn extends DoFn<SearchState, Candidate> {

    private final SearchRun run;

    SampleFn(SearchRun run) {
      this.run = run;
    }

    @ProcessElement
    public void sample(@Element SearchState state, OutputReceiver<Candidate> candidates) {
      run.use(round -> round.sample(state)).forEach(candidates::output);
    }
  }
}
