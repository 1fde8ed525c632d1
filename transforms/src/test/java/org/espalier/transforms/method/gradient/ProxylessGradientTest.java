package org.espalier.transforms.method.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.espalier.transforms.method.gradient.ProxylessCases.GRADIENT;
import static org.espalier.transforms.method.gradient.ProxylessCases.gradient;
import static org.espalier.transforms.method.gradient.ProxylessCases.proxyless;
import static org.espalier.transforms.method.gradient.ProxylessCases.waves;

import java.util.List;
import org.espalier.models.network.SampledPath;
import org.espalier.models.numbers.Seeds;
import org.espalier.models.space.SearchSpace;
import org.espalier.models.space.SearchSpaces;
import org.espalier.models.space.Target;
import org.junit.jupiter.api.Test;

/** The gradients of ProxylessNAS's gates against exhaustive enumeration. */
final class ProxylessGradientTest {

  private static final Target TARGET = Target.of("cifar10");

  private static final SearchSpace CELL = SearchSpaces.named("nb201");
  private static final Schedule SCHEDULE = new Schedule(10, List.of(4));

  /**
   * A net of three layers, of which the first three decisions each choose a factor: x ← x · w. The
   * loss is x, so that the gradient of its mean is known exactly.
   */
  private static final double[][] NET = {
    {0.5, 1.2, -0.7, 0.9, 1.6}, {1.1, 0.3, 0.8, -1.4, 0.6}, {0.2, 2.0, 0.9, 1.3, -0.5}
  };

  private static float[] gates(int[] path) {
    var gates = new float[CELL.options().size()];
    for (var layer = 0; layer < 3; layer++) {
      for (var option = 0; option < 5; option++) {
        var rest = 1.0;
        for (var other = 0; other < 3; other++) {
          rest *= other == layer ? 1 : NET[other][path[other]];
        }
        gates[layer * 5 + option] = (float) (rest * NET[layer][option]);
      }
    }
    return gates;
  }

  private static void assertMeanGradient(Proxyless method, double[] exact) {
    var architecture = waves(method, CELL);
    var draws = 10_000;
    var sums = new double[15];
    var squares = new double[15];
    for (var draw = 0; draw < draws; draw++) {
      var learner = method.learner(architecture, SCHEDULE, CELL, TARGET);
      var path = ((SampledPath) learner.sample(1, Seeds.derive(2, draw))).options();
      learner.learn(1, 0, gates(path));
      var gradient = gradient(learner);
      for (var i = 0; i < sums.length; i++) {
        sums[i] += gradient[i];
        squares[i] += (double) gradient[i] * gradient[i];
      }
    }
    for (var i = 0; i < sums.length; i++) {
      var mean = sums[i] / draws;
      var error = Math.sqrt((squares[i] / draws - mean * mean) / draws);
      // Six standard errors, 15 estimates: fails once in 3e7 runs.
      assertThat(mean).isCloseTo(exact[i], within(6 * error + 1e-9));
    }
  }

  /**
   * All gates together give the gradient of the mean loss, here Π_l Σ_j p_lj w_lj; but for steps in
   * which option 0, {@code none}, is drawn, whose share is left out.
   */
  @Test
  void allPathsGiveTheGradientOfTheMeanLossButWhereNoneIsDrawn() {
    var method = proxyless("full", null, GRADIENT);
    var p = waves(method, CELL).softmax(CELL).values();
    var means = new double[3];
    for (var at = 0; at < 15; at++) {
      means[at / 5] += p[at] * NET[at / 5][at % 5];
    }
    var exact = new double[15];
    for (var at = 0; at < 15; at++) {
      var layer = at / 5;
      var others = means[0] * means[1] * means[2] / means[layer];
      var drawn = 1 - p[layer * 5];
      exact[at] = drawn * others * p[at] * (NET[layer][at % 5] - means[layer]);
    }
    assertMeanGradient(method, exact);
  }

  /** Σ over ordered pairs of options of each layer, the first on the path. */
  @Test
  void twoPathsGiveTheGradientOfExhaustiveEnumeration() {
    var method = proxyless("two", null, GRADIENT);
    var p = waves(method, CELL).softmax(CELL).values();
    var exact = new double[15];
    for (var layer = 0; layer < 3; layer++) {
      var others = 1.0;
      for (var other = 0; other < 3; other++) {
        others *= other == layer ? 1 : meanOnPath(p, other);
      }
      for (var active = 1; active < 5; active++) { // where none is on the path nothing is learned
        for (var beside = 0; beside < 5; beside++) {
          var share = p[layer * 5 + active] / (p[layer * 5 + active] + p[layer * 5 + beside]);
          var slope = NET[layer][active] - NET[layer][beside];
          var gradient =
              active == beside
                  ? 0
                  : pair(p, layer, active, beside) * others * share * (1 - share) * slope;
          exact[layer * 5 + active] += gradient;
          exact[layer * 5 + beside] -= gradient;
        }
      }
    }
    assertMeanGradient(method, exact);
  }

  /** Probability that two options are drawn, whatever their order, and the first is on the path. */
  private static double pair(double[] p, int layer, int active, int beside) {
    var first = p[layer * 5 + active];
    var second = p[layer * 5 + beside];
    var both = first * second / (1 - first) + second * first / (1 - second);
    return both * first / (first + second);
  }

  private static double meanOnPath(double[] p, int layer) {
    var mean = 0.0;
    for (var active = 0; active < 5; active++) {
      for (var beside = 0; beside < 5; beside++) {
        mean += active == beside ? 0 : pair(p, layer, active, beside) * NET[layer][active];
      }
    }
    return mean;
  }
}
