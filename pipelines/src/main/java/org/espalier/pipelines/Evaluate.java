package org.espalier.pipelines;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.stream.IntStream;
import org.apache.beam.sdk.io.Read;
import org.espalier.schemas.Prediction;
import org.espalier.transforms.ScoreImages;
import org.espalier.transforms.inference.ImageScoring;
import org.espalier.transforms.inference.ScoreTotals;
import org.espalier.transforms.pipeline.Engine;
import org.espalier.transforms.pipeline.WorkQueue;
import org.espalier.transforms.tables.Table;

/**
 * A trained network evaluated on labelled images: batch inference as one pipeline.
 *
 * @param scoring the network and the images
 * @param engine where the pipeline runs
 */
public record Evaluate(ImageScoring scoring, Engine engine) {

  /**
   * What came of it.
   *
   * @param totals the scores
   * @param seconds of the pipeline, from its start to its end
   */
  public record Evaluation(ScoreTotals totals, double seconds) {

    /** Images a second. */
    public double imagesPerSecond() {
      return totals.images() / seconds;
    }
  }

  /** Scores all images. Rows stay in the folder of parts. */
  public Evaluation run() {
    long start = System.nanoTime();
    var pipeline = engine.pipeline("evaluate");
    pipeline
        .apply("Units", Read.from(WorkQueue.upTo(scoring.units())))
        .apply("ScoreImages", ScoreImages.with(scoring));
    Engine.run(pipeline, "the evaluation");
    double seconds = (System.nanoTime() - start) / 1e9;
    var totals = new ScoreTotals();
    for (int unit = 0; unit < scoring.units(); unit++) {
      Table.of(Prediction.class).forEach(scoring.part(unit), totals::add);
    }
    return new Evaluation(totals, seconds);
  }

  /** Writes the rows of all parts into one table, a part in memory at a time. */
  public void join(String file) {
    var parts = Table.of(Prediction.class);
    Iterable<Prediction> rows =
        () -> {
          Iterator<Prediction> all =
              IntStream.range(0, scoring.units())
                  .boxed()
                  .flatMap(unit -> parts.read(scoring.part(unit)).stream())
                  .iterator();
          return all;
        };
    try {
      parts.write(file, rows);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
