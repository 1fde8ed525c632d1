package org.espalier.transforms.method.gradient;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.espalier.models.numbers.OptionMask;
import org.espalier.models.numbers.Softmax;
import org.espalier.models.space.CellEdge;
import org.espalier.models.space.SearchSpace;
import org.espalier.schemas.DecisionWeights;
import org.espalier.schemas.Gauge;
import org.espalier.schemas.Genotype;
import org.espalier.schemas.GradientState;
import org.espalier.schemas.SupernetForm;

/** What option scores say: the architecture they amount to, and how decided they are. */
public final class Derivation {

  private static final String SKIP_CONNECT = "skip_connect";
  private static final int NO_EDGE = -1;

  private Derivation() {}

  /**
   * The architecture that scores amount to among the options that a form has.
   *
   * @param none whether an edge may end with {@code none}; it may where a form leaves it nothing
   *     else
   */
  public static Genotype of(
      double[] optionScores, SupernetForm form, SearchSpace space, boolean none) {
    var mask = OptionMask.of(space.options(), form.getAllowed());
    var usable =
        OptionMask.where(
            space.options(),
            position ->
                mask.has(position)
                    && (none
                        || !Forms.isNone(space, position)
                        || mask.count(space.options().decision(position)) == 1));
    return space.derive(optionScores, usable);
  }

  /** A random architecture among those that exist in a form: that of uniform scores. */
  public static Genotype random(SupernetForm form, SearchSpace space, RandomGenerator random) {
    var optionScores = new double[space.options().size()];
    Arrays.setAll(optionScores, i -> random.nextDouble());
    return of(optionScores, form, space, true);
  }

  /** Decisions of an architecture that pass their source on. */
  static int skipConnects(Genotype genotype, SearchSpace space) {
    var count = 0;
    var encoding = genotype.getEncoding();
    for (var decision = 0; decision < encoding.size(); decision++) {
      var option = space.decisions().get(decision).options().get(encoding.get(decision));
      count += option.equals(SKIP_CONNECT) ? 1 : 0;
    }
    return count;
  }

  /**
   * The scores of each decision as fractions of their sum.
   *
   * @param concentrations in the layout of the scores; empty for methods without a Dirichlet
   *     distribution
   */
  static List<DecisionWeights> weights(
      List<Double> optionScores, List<Double> concentrations, SearchSpace space) {
    var weights = new ArrayList<DecisionWeights>();
    var index = space.options();
    for (var decision : space.decisions()) {
      var from = index.start(weights.size());
      var to = index.end(weights.size());
      var row = optionScores.subList(from, to);
      var sum = row.stream().mapToDouble(Double::doubleValue).sum();
      var optionWeights = row.stream().mapToDouble(score -> score / sum).toArray();
      weights.add(
          DecisionWeights.newBuilder()
              .setDecision(decision.name())
              .setOptions(decision.options())
              .setCell(decision.edge().map(CellEdge::cell).orElse(NO_EDGE))
              .setSource(decision.edge().map(CellEdge::source).orElse(NO_EDGE))
              .setTarget(decision.edge().map(CellEdge::target).orElse(NO_EDGE))
              .setWeights(Arrays.stream(optionWeights).boxed().toList())
              .setEntropy(Softmax.entropy(optionWeights, 0, optionWeights.length))
              .setConcentrations(
                  concentrations.isEmpty() ? List.of() : concentrations.subList(from, to))
              .build());
    }
    return weights;
  }

  static List<Gauge> gauges(GradientState state, SearchSpace space, double epochs) {
    var entropy =
        weights(state.getOptionScores(), List.of(), space).stream()
            .mapToDouble(DecisionWeights::getEntropy)
            .average()
            .orElse(0);
    var scores =
        state.getOptionScores().stream()
            .mapToDouble(Double::doubleValue)
            .filter(score -> score > 0)
            .summaryStatistics();
    return List.of(
        new Gauge("entropy", entropy),
        new Gauge("skip_connects", (double) skipConnects(state.getDerived(), space)),
        new Gauge("stage", (double) state.getStage()),
        new Gauge("min_option_score", scores.getMin()),
        new Gauge("max_option_score", scores.getMax()),
        new Gauge("epochs", epochs));
  }
}
