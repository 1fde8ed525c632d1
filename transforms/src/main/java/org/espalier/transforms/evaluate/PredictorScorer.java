package org.espalier.transforms.evaluate;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.espalier.models.predictor.Predictor;
import org.espalier.models.predictor.PredictorSettings;
import org.espalier.schemas.Candidate;
import org.espalier.transforms.method.PredictedRounds;
import org.espalier.transforms.method.SearchContext;

/** Scores by the predictor that a candidate names; without one, as shared weights do. */
final class PredictorScorer implements Scorer {

  private record Named(String name, Predictor predictor) {}

  private final Scorer supernet;
  private final PredictorSettings settings;
  private final AtomicReference<Named> latest = new AtomicReference<>();

  PredictorScorer(Scorer supernet, PredictorSettings settings) {
    this.supernet = supernet;
    this.settings = settings;
  }

  @Override
  public Measurement measure(Candidate candidate, SearchContext context) {
    var name = candidate.getPredictor();
    if (name == null) {
      return supernet.measure(candidate, context);
    }
    var score = predictor(name, context).score(context.space().encoding(candidate.getGenotype()));
    return Measurement.scored(Math.min(1, Math.max(0, score)), List.of(), 0, "none");
  }

  private Predictor predictor(String name, SearchContext context) {
    var kept = latest.get();
    if (kept == null || !kept.name().equals(name)) {
      kept = new Named(name, PredictedRounds.predictor(name, settings, context));
      latest.set(kept);
    }
    return kept.predictor();
  }

  @Override
  public long bytes() {
    return supernet.bytes();
  }

  @Override
  public void close() {
    supernet.close();
  }
}
