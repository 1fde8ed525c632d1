package org.espalier.pipelines;

import java.util.List;
import java.util.stream.LongStream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.espalier.schemas.StudyRow;
import org.espalier.transforms.pipeline.Engine;
import org.espalier.transforms.pipeline.RecordCoder;
import org.espalier.transforms.round.Experiment;
import org.espalier.transforms.storage.SearchRun;

/**
 * The same search from many seeds: one pipeline whose elements are seeds. Each is folded in
 * process, with the calls a search makes on its workers, so that its trials are those of the search
 * with that seed.
 *
 * @param run what decides the trials, but for the seed, and where the rows are stored
 */
public record Study(SearchRun run, Engine engine) {

  /**
   * Runs the searches of the seeds [first, first + count) and stores a row each.
   *
   * @return the rows, by seed
   */
  public List<StudyRow> rows(long first, int count) {
    var pipeline = Pipeline.create(engine.options("study"));
    var seeds = LongStream.range(first, first + count).boxed().toList();
    pipeline
        .apply("Seeds", Create.of(seeds).withCoder(VarLongCoder.of()))
        .apply("Spread", Reshuffle.viaRandomKey())
        .apply("Search", ParDo.of(new SearchFn(run.experiment())))
        .setCoder(RecordCoder.of(StudyRow.class))
        .apply("Store", StoreRows.of(StudyRow.class, table(), StudyRow::getSeed));
    pipeline.run().waitUntilFinish();
    return run.files().readStudy();
  }

  /**
   * Opens the evaluator and the report table in this process: what is wrong shows before anything
   * starts.
   *
   * @throws IllegalArgumentException naming the input and what to do
   */
  public void check() {
    InProcessSearch.check(run.experiment());
  }

  private String table() {
    return run.files().study();
  }

  /////////////////////////////////////////////////////////////////////////////

  private static final class SearchFn extends DoFn<Long, StudyRow> {

    private final Experiment experiment;

    SearchFn(Experiment experiment) {
      this.experiment = experiment;
    }

    @ProcessElement
    public void search(@Element Long seed, OutputReceiver<StudyRow> rows) {
      rows.output(new InProcessSearch(experiment.withSeed(seed)).row());
    }
  }
}
