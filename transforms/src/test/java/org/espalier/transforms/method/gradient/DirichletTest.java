package org.espalier.transforms.method.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntPredicate;
import org.espalier.models.numbers.OptionMask;
import org.espalier.models.space.SearchSpace;
import org.espalier.models.space.SearchSpaces;
import org.junit.jupiter.api.Test;

class DirichletTest {

  private static final SearchSpace SPACE = SearchSpaces.named("nb201");
  private static final double[] BETA = {0.4, 1.7, 1.0, 0.8, 2.5};
  private static final double[] COEFFICIENTS = {1, -2, 0.5, 3, -1};
  private static final int DRAWS = 4_000;

  /** Six standard errors, five estimates a test: each fails once in 1e8 runs. */
  private static final double STANDARD_ERRORS = 6;

  private static OptionMask mask(IntPredicate option) {
    var index = SPACE.options();
    return OptionMask.where(index, position -> option.test(index.option(position)));
  }

  private static double[] everyEdge(double[] row) {
    var all = new double[SPACE.decisions().size() * row.length];
    for (var i = 0; i < all.length; i++) {
      all[i] = row[i % row.length];
    }
    return all;
  }

  private record Estimate(double mean, double error) {}

  /** The pathwise estimates, one a concentration of an edge; edges are independent draws. */
  private static List<Estimate> estimates(OptionMask mask, Function<double[], double[]> slope) {
    var dirichlet = new Dirichlet(mask);
    var sums = new double[BETA.length];
    var squares = new double[BETA.length];
    var count = DRAWS * SPACE.decisions().size();
    for (var draw = 0; draw < DRAWS; draw++) {
      var variate = dirichlet.draw(everyEdge(BETA), draw);
      var gradient = dirichlet.gradient(variate, slope.apply(variate.theta()));
      for (var i = 0; i < gradient.length; i++) {
        sums[i % BETA.length] += gradient[i];
        squares[i % BETA.length] += gradient[i] * gradient[i];
      }
    }
    var estimates = new ArrayList<Estimate>();
    for (var i = 0; i < BETA.length; i++) {
      var mean = sums[i] / count;
      estimates.add(new Estimate(mean, Math.sqrt((squares[i] / count - mean * mean) / count)));
    }
    return estimates;
  }

  private static void agree(List<Estimate> estimates, Function<double[], Double> expectation) {
    for (var i = 0; i < BETA.length; i++) {
      var more = BETA.clone();
      var less = BETA.clone();
      more[i] += 1e-5;
      less[i] -= 1e-5;
      var exact = (expectation.apply(more) - expectation.apply(less)) / 2e-5;
      var estimate = estimates.get(i);
      assertThat(estimate.mean())
          .as("by concentration %d", i)
          .isCloseTo(exact, within(STANDARD_ERRORS * estimate.error() + 1e-9));
    }
  }

  @Test
  void thePathwiseGradientOfALinearFunctionIsTheAnalyticOne() {
    agree(
        estimates(mask(operation -> true), theta -> everyEdge(COEFFICIENTS)),
        beta -> linear(beta, operation -> true));
  }

  @Test
  void itIsForWhatIsLeftWhenOperationsAreMasked() {
    IntPredicate kept = operation -> operation == 1 || operation == 3 || operation == 4;
    agree(estimates(mask(kept), theta -> everyEdge(COEFFICIENTS)), beta -> linear(beta, kept));
  }

  /** E[c·θ] = c·β / Σβ. */
  private static double linear(double[] beta, IntPredicate kept) {
    var weighted = 0.0;
    var total = 0.0;
    for (var i = 0; i < beta.length; i++) {
      weighted += kept.test(i) ? COEFFICIENTS[i] * beta[i] : 0;
      total += kept.test(i) ? beta[i] : 0;
    }
    return weighted / total;
  }

  @Test
  void thePathwiseGradientOfAQuadraticFunctionIsTheAnalyticOne() {
    // f = (c·θ)², whose gradient by θ is 2 (c·θ) c on each edge.
    agree(
        estimates(mask(operation -> true), DirichletTest::squareSlope),
        DirichletTest::squareExpectation);
  }

  private static double[] squareSlope(double[] theta) {
    var slope = new double[theta.length];
    for (var edge = 0; edge < theta.length / BETA.length; edge++) {
      var product = 0.0;
      for (var i = 0; i < BETA.length; i++) {
        product += COEFFICIENTS[i] * theta[edge * BETA.length + i];
      }
      for (var i = 0; i < BETA.length; i++) {
        slope[edge * BETA.length + i] = 2 * product * COEFFICIENTS[i];
      }
    }
    return slope;
  }

  /** E[θᵢθⱼ] = βᵢ(βⱼ + δᵢⱼ) / (Σβ (Σβ + 1)). */
  private static double squareExpectation(double[] beta) {
    var total = 0.0;
    for (var one : beta) {
      total += one;
    }
    var sum = 0.0;
    for (var i = 0; i < beta.length; i++) {
      for (var j = 0; j < beta.length; j++) {
        sum += COEFFICIENTS[i] * COEFFICIENTS[j] * beta[i] * (beta[j] + (i == j ? 1 : 0));
      }
    }
    return sum / (total * (total + 1));
  }

  @Test
  void theGradientOfTheDivergenceIsThatOfFiniteDifferences() {
    for (var masked : List.of(-1, 2)) {
      var dirichlet = new Dirichlet(mask(operation -> operation != masked));
      var beta = everyEdge(BETA);
      var gradient = dirichlet.divergenceGradient(beta);
      for (var i = 0; i < beta.length; i++) {
        var more = beta.clone();
        var less = beta.clone();
        more[i] += 1e-5;
        less[i] -= 1e-5;
        var slope = (dirichlet.divergence(more) - dirichlet.divergence(less)) / 2e-5;
        assertThat(gradient[i]).isCloseTo(slope, within(1e-6));
      }
    }
  }

  @Test
  void theFlatDistributionHasNoDivergence() {
    var dirichlet = new Dirichlet(mask(operation -> true));
    var flat = everyEdge(new double[] {1, 1, 1, 1, 1});
    assertThat(dirichlet.divergence(flat)).isCloseTo(0, within(1e-9));
    assertThat(dirichlet.divergenceGradient(flat)).containsOnly(0);
    assertThat(dirichlet.divergence(everyEdge(BETA))).isPositive();
  }
}
