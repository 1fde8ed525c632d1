package org.espalier.transforms;

import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;
import org.espalier.schemas.Evidence;
import org.espalier.schemas.SearchState;
import org.espalier.schemas.Trial;
import org.espalier.transforms.pipeline.RecordCoder;
import org.espalier.transforms.storage.SearchRun;

/**
 * The third step of a round: all its trials, settled in the order of their index, become evidence.
 *
 * <p>The state goes along with its evidence: joined again from two collections, it would cost every
 * round one more exchange between workers.
 *
 * <pre>{@code
 * PCollection<KV<SearchState, Evidence>> evidence =
 *     trials.apply(Select.of(run, states));
 * }</pre>
 */
public final class Select
    extends PTransform<PCollection<Trial>, PCollection<KV<SearchState, Evidence>>> {

  private final SearchRun run;
  private final PCollection<SearchState> states;

  private Select(SearchRun run, PCollection<SearchState> states) {
    this.run = run;
    this.states = states;
  }

  /**
   * Weighs trials as the experiment's method does.
   *
   * @param states the one state before the round
   */
  public static Select of(SearchRun run, PCollection<SearchState> states) {
    return new Select(run, states);
  }

  @Override
  public PCollection<KV<SearchState, Evidence>> expand(PCollection<Trial> trials) {
    // The state is the main input, so that a round without trials still has its evidence.
    var view = trials.apply("Gather", View.asIterable());
    return states
        .apply("Weigh", ParDo.of(new WeighFn(run, view)).withSideInputs(view))
        .setCoder(KvCoder.of(RecordCoder.of(SearchState.class), RecordCoder.of(Evidence.class)));
  }

  /////////////////////////////////////////////////////////////////////////////

  private static final class WeighFn extends DoFn<SearchState, KV<SearchState, Evidence>> {

    private final SearchRun run;
    private final PCollectionView<Iterable<Trial>> trials;

    WeighFn(SearchRun run, PCollectionView<Iterable<Trial>> trials) {
      this.run = run;
      this.trials = trials;
    }

    @ProcessElement
    public void weigh(ProcessContext context) {
      var gathered = new java.util.ArrayList<Trial>();
      context.sideInput(trials).forEach(gathered::add);
      var state = context.element();
      context.output(KV.of(state, run.use(round -> round.select(state, gathered))));
    }
  }
}
