package org.espalier.models.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Costs of options by hand: k²C² of a convolution, k²C + C² of a separable half, at C = 16. */
class OptionCostsTest {

  @Test
  void anEdgeOfNb201CostsWhatItsKernelDoes() {
    var costs = new Nb201Space().optionCosts(Target.of("cifar10"));
    for (int edge = 0; edge < 6; edge++) {
      assertThat(row(costs, edge, 5)).containsExactly(0, 0, 1.0 / 9, 1, 0);
    }
  }

  @Test
  void aSeparableConvolutionOfDartsIsTwiceADilatedOne() {
    double costliest = 2 * (25 * 16 + 256);
    double small = 9 * 16 + 256;
    for (var space : SearchSpaces.all().subList(1, 3)) {
      var costs = space.optionCosts(Target.of("cifar10"));
      for (int edge = 0; edge < 28; edge++) {
        assertThat(row(costs, edge, 8))
            .containsExactly(0, 0, 0, 0, 2 * small / costliest, 1, small / costliest, 0.5);
      }
    }
  }

  /** At 32² and 8 channels: 9·8·16 and so on, whatever the widths; the fifth is a pool. */
  @Test
  void layersOfUnequalOptionsCostWhatTheyDoInTheirPlace() {
    double conv3 = 9.0 * 16 * 16;
    double costliest = Math.max(conv3, 2 * (25 * 16 + 256));
    double[] expected = {
      8.0 * 16, 9.0 * 8 * 16, 0, 2 * (9 * 16 + 256), 2 * (25 * 16 + 256), 0, 0, conv3, 9 * 16 + 256
    };
    var costs = new ToySpace().optionCosts(Target.of("cifar10"));
    for (int at = 0; at < expected.length; at++) {
      assertThat(costs[at]).isCloseTo(expected[at] / costliest, within(1e-12));
    }
  }

  @Test
  void theLargestPathTakesTheLargestOptionOfEachDecision() {
    var target = Target.of("cifar10");
    assertThat(new Nb201Space().largestPath(target)).containsOnly(Nb201Space.CONV_3X3);
    assertThat(SearchSpaces.named("darts").largestPath(target)).containsOnly(5);
    assertThat(new ToySpace().largestPath(target)).containsExactly(1, 2, 2);
  }

  private static double[] row(double[] costs, int decision, int options) {
    return Arrays.copyOfRange(costs, decision * options, (decision + 1) * options);
  }
}
