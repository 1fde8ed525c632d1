package org.espalier.transforms;

import org.apache.beam.sdk.extensions.avro.coders.AvroCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.espalier.schemas.Evidence;
import org.espalier.schemas.SearchState;
import org.espalier.transforms.round.Experiment;
import org.espalier.transforms.round.Round;
import org.espalier.transforms.storage.RunFiles;

/**
 * The last step of a round: state and evidence become the next state, and the round is committed.
 *
 * <pre>{@code
 * PCollection<SearchState> next = evidence.apply(Mutate.of(experiment, folder));
 * }</pre>
 */
public final class Mutate
    extends PTransform<PCollection<KV<SearchState, Evidence>>, PCollection<SearchState>> {

  private final Experiment experiment;
  private final RunFiles folder;

  private Mutate(Experiment experiment, RunFiles folder) {
    this.experiment = experiment;
    this.folder = folder;
  }

  /** Learns as the experiment's method does and commits to the run directory. */
  public static Mutate of(Experiment experiment, RunFiles folder) {
    return new Mutate(experiment, folder);
  }

  @Override
  public PCollection<SearchState> expand(PCollection<KV<SearchState, Evidence>> evidence) {
    return evidence
        .apply("Learn", ParDo.of(new LearnFn(experiment, folder)))
        .setCoder(AvroCoder.specific(SearchState.class));
  }

  /////////////////////////////////////////////////////////////////////////////

  private static final class LearnFn extends DoFn<KV<SearchState, Evidence>, SearchState> {

    private final Experiment experiment;
    private final RunFiles folder;

    LearnFn(Experiment experiment, RunFiles folder) {
      this.experiment = experiment;
      this.folder = folder;
    }

    @ProcessElement
    public void learn(
        @Element KV<SearchState, Evidence> weighed, OutputReceiver<SearchState> next) {
      var state = weighed.getKey();
      if (Round.isOver(state)) {
        next.output(state);
        return;
      }
      var completed = Rounds.of(experiment, folder).mutate(state, weighed.getValue());
      folder.commit(completed);
      next.output(completed.next());
    }
  }
}
