package org.espalier.transforms.method.gradient;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.espalier.models.space.EdgeSpace;
import org.espalier.schemas.EdgeWeights;
import org.espalier.schemas.Gauge;
import org.espalier.schemas.Genotype;
import org.espalier.schemas.GradientState;
import org.espalier.schemas.SupernetForm;

/** What strengths say: the architecture they amount to, and how decided they are. */
public final class Derivation {

  private static final String SKIP_CONNECT = "skip_connect";

  private Derivation() {}

  /**
   * The architecture that strengths amount to among the operations that a form has.
   *
   * @param none whether an edge may end with {@code none}; it may where a form leaves it nothing
   *     else
   */
  public static Genotype of(
      double[] optionScores, SupernetForm form, EdgeSpace space, boolean none) {
    var choices = Choices.of(form, space);
    var allowed = new boolean[choices.size()];
    for (var edge = 0; edge < choices.edges(); edge++) {
      for (var operation = 0; operation < choices.operations(); operation++) {
        var index = choices.at(edge, operation);
        var usable = none || operation != space.none() || choices.count(edge) == 1;
        allowed[index] = choices.has(index) && usable;
      }
    }
    return space.derive(optionScores, allowed);
  }

  /** A random architecture among those that exist in a form: that of uniform strengths. */
  public static Genotype random(SupernetForm form, EdgeSpace space, RandomGenerator random) {
    var optionScores = new double[space.edges().size() * space.operations().size()];
    Arrays.setAll(optionScores, i -> random.nextDouble());
    return of(optionScores, form, space, true);
  }

  /** Edges of an architecture that pass their source on. */
  static int skipConnects(Genotype genotype, EdgeSpace space) {
    var skip = space.operations().indexOf(SKIP_CONNECT);
    return (int) genotype.getEncoding().stream().filter(operation -> operation == skip).count();
  }

  /**
   * The strengths of each edge as shares of their sum.
   *
   * @param concentrations in the layout of the strengths; empty for methods without a Dirichlet
   *     distribution
   */
  static List<EdgeWeights> weights(
      List<Double> optionScores, List<Double> concentrations, EdgeSpace space) {
    var operations = space.operations().size();
    var weights = new ArrayList<EdgeWeights>();
    for (var edge : space.edges()) {
      var from = weights.size() * operations;
      var row = optionScores.subList(from, from + operations);
      var sum = row.stream().mapToDouble(Double::doubleValue).sum();
      var shares = row.stream().map(optionScore -> optionScore / sum).toList();
      weights.add(
          EdgeWeights.newBuilder()
              .setCell(edge.cell())
              .setSource(edge.source())
              .setTarget(edge.target())
              .setWeights(shares)
              .setEntropy(entropy(shares))
              .setConcentrations(
                  concentrations.isEmpty()
                      ? List.of()
                      : concentrations.subList(from, from + operations))
              .build());
    }
    return weights;
  }

  private static double entropy(List<Double> shares) {
    var entropy = 0.0;
    for (var share : shares) {
      entropy -= share > 0 ? share * Math.log(share) : 0;
    }
    return entropy;
  }

  static List<Gauge> gauges(GradientState part, EdgeSpace space, double epochs) {
    var entropy =
        weights(part.getOptionScores(), List.of(), space).stream()
            .mapToDouble(EdgeWeights::getEntropy)
            .average()
            .orElse(0);
    var optionScores =
        part.getOptionScores().stream()
            .mapToDouble(Double::doubleValue)
            .filter(optionScore -> optionScore > 0)
            .summaryStatistics();
    return List.of(
        new Gauge("entropy", entropy),
        new Gauge("skip_connects", (double) skipConnects(part.getDerived(), space)),
        new Gauge("stage", (double) part.getStage()),
        new Gauge("min_strength", optionScores.getMin()),
        new Gauge("max_strength", optionScores.getMax()),
        new Gauge("epochs", epochs));
  }
}
