package org.espalier.transforms;

import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.espalier.transforms.inference.ImageScoring;

/**
 * Batch inference: numbers of units become their numbers of images, once their rows are stored.
 *
 * <pre>{@code
 * PCollection<Integer> images = units.apply(ScoreImages.with(scoring));
 * }</pre>
 */
public final class ScoreImages extends PTransform<PCollection<Integer>, PCollection<Integer>> {

  private final ImageScoring scoring;

  private ScoreImages(ImageScoring scoring) {
    this.scoring = scoring;
  }

  /** Scores by a network. */
  public static ScoreImages with(ImageScoring scoring) {
    return new ScoreImages(scoring);
  }

  @Override
  public PCollection<Integer> expand(PCollection<Integer> units) {
    return units.apply("Infer", ParDo.of(new InferFn(scoring)));
  }

  /////////////////////////////////////////////////////////////////////////////

  private static final class InferFn extends DoFn<Integer, Integer> {

    private final ImageScoring scoring;

    InferFn(ImageScoring scoring) {
      this.scoring = scoring;
    }

    @ProcessElement
    public void infer(@Element Integer unit, OutputReceiver<Integer> images) {
      scoring.score(unit);
      images.output(scoring.images(unit));
    }
  }
}
