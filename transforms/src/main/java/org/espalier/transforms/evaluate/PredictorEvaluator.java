package org.espalier.transforms.evaluate;

import java.nio.file.Path;
import java.util.OptionalDouble;
import org.espalier.models.numbers.Settings;
import org.espalier.models.predictor.PredictorSettings;
import org.espalier.models.space.SearchSpace;
import org.espalier.schemas.Genotype;
import org.espalier.schemas.SearchState;
import org.espalier.transforms.method.PredictedRounds;
import org.espalier.transforms.method.RoundMethod;
import org.espalier.transforms.method.SearchContext;
import org.espalier.transforms.method.SearchMethod;

/**
 * Scores by a predictor: a small net on the one-hot code of architectures, which has learned from
 * random ones that were scored by shared weights once these were trained. A score then costs
 * microseconds.
 *
 * @param pairs random architectures measured before the method searches, at least 20; a tenth of
 *     them is held back to see how well the predictor orders
 * @param net the net and its training
 * @param supernet the shared weights, and how architectures are measured by them
 */
public record PredictorEvaluator(int pairs, PredictorSettings net, SupernetEvaluator supernet)
    implements Evaluator {

  private static final int FEWEST = 20;

  /** Checks the settings. */
  public PredictorEvaluator {
    Settings.atLeast("pairs", pairs, FEWEST);
  }

  @Override
  public String name() {
    return "predictor";
  }

  @Override
  public RoundMethod join(SearchMethod method) {
    var rounds = supernet.trained(method);
    if (method.withoutTraining().isEmpty() || rounds.usesValidationImages()) {
      throw new IllegalArgumentException(
          "method.name %s learns while shared weights are trained and needs no predictor: evaluator.name must be supernet, was predictor"
              .formatted(method.name()));
    }
    return new PredictedRounds(rounds, pairs, net);
  }

  @Override
  public Scorer open(SearchMethod method, SearchSpace space, String dataSet) {
    return new PredictorScorer(supernet.open(method, space, dataSet), net);
  }

  @Override
  public void export(
      Genotype genotype,
      SearchState state,
      SearchMethod method,
      SearchContext context,
      Path folder) {
    supernet.export(genotype, state, method, context, folder);
  }

  @Override
  public Evaluator absolute() {
    return new PredictorEvaluator(pairs, net, supernet.absolute());
  }

  @Override
  public int heldOutComparisons() {
    return supernet.heldOutComparisons();
  }

  @Override
  public OptionalDouble heldOutTolerance() {
    return supernet.heldOutTolerance();
  }
}
