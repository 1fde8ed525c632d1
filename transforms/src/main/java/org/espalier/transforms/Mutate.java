package org.espalier.transforms;

import org.apache.beam.sdk.extensions.avro.coders.AvroCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;
import org.espalier.schemas.Evidence;
import org.espalier.schemas.SearchState;
import org.espalier.transforms.round.Experiment;
import org.espalier.transforms.round.Round;
import org.espalier.transforms.storage.RunFolder;

/**
 * The last step of a round: state and evidence become the next state, and the round is committed.
 *
 * <pre>{@code
 * PCollection<SearchState> next = evidence.apply(Mutate.of(experiment, folder, states));
 * }</pre>
 */
public final class Mutate extends PTransform<PCollection<Evidence>, PCollection<SearchState>> {

  private final Experiment experiment;
  private final RunFolder folder;
  private final PCollection<SearchState> states;

  private Mutate(Experiment experiment, RunFolder folder, PCollection<SearchState> states) {
    this.experiment = experiment;
    this.folder = folder;
    this.states = states;
  }

  /**
   * Learns as the experiment's method does and commits to the run directory.
   *
   * @param states the one state before the round
   */
  public static Mutate of(
      Experiment experiment, RunFolder folder, PCollection<SearchState> states) {
    return new Mutate(experiment, folder, states);
  }

  @Override
  public PCollection<SearchState> expand(PCollection<Evidence> evidence) {
    var before = states.apply("Before", View.asSingleton());
    return evidence
        .apply("Learn", ParDo.of(new LearnFn(experiment, folder, before)).withSideInputs(before))
        .setCoder(AvroCoder.specific(SearchState.class));
  }

  /////////////////////////////////////////////////////////////////////////////

  private static final class LearnFn extends DoFn<Evidence, SearchState> {

    private final Experiment experiment;
    private final RunFolder folder;
    private final PCollectionView<SearchState> before;

    LearnFn(Experiment experiment, RunFolder folder, PCollectionView<SearchState> before) {
      this.experiment = experiment;
      this.folder = folder;
      this.before = before;
    }

    @ProcessElement
    public void learn(ProcessContext context) {
      var state = context.sideInput(before);
      if (Round.isOver(state)) {
        context.output(state);
        return;
      }
      var turn = Rounds.of(experiment, folder).mutate(state, context.element());
      folder.commit(turn);
      context.output(turn.next());
    }
  }
}
