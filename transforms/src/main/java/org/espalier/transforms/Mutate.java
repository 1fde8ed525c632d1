package org.espalier.transforms;

import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.espalier.schemas.Evidence;
import org.espalier.schemas.SearchState;
import org.espalier.transforms.pipeline.RecordCoder;
import org.espalier.transforms.round.Round;
import org.espalier.transforms.storage.SearchRun;

/**
 * The last step of a round: state and evidence become the next state, and the round is committed.
 *
 * <pre>{@code
 * PCollection<SearchState> next = evidence.apply(Mutate.of(run));
 * }</pre>
 */
public final class Mutate
    extends PTransform<PCollection<KV<SearchState, Evidence>>, PCollection<SearchState>> {

  private final SearchRun run;

  private Mutate(SearchRun run) {
    this.run = run;
  }

  /** Learns as the run's method does and commits to its directory. */
  public static Mutate of(SearchRun run) {
    return new Mutate(run);
  }

  @Override
  public PCollection<SearchState> expand(PCollection<KV<SearchState, Evidence>> evidence) {
    return evidence
        .apply("Learn", ParDo.of(new LearnFn(run)))
        .setCoder(RecordCoder.of(SearchState.class));
  }

  /////////////////////////////////////////////////////////////////////////////

  private static final class LearnFn extends DoFn<KV<SearchState, Evidence>, SearchState> {

    private final SearchRun run;

    LearnFn(SearchRun run) {
      this.run = run;
    }

    @ProcessElement
    public void learn(
        @Element KV<SearchState, Evidence> weighed, OutputReceiver<SearchState> next) {
      var state = weighed.getKey();
      if (Round.isOver(state)) {
        next.output(state);
        return;
      }
      var completed = run.use(round -> round.mutate(state, weighed.getValue()));
      run.files().commit(completed);
      next.output(completed.next());
    }
  }
}
