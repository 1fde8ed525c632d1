package org.espalier.transforms.method.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleBinaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CostTermTest {

  private static final double REFERENCE = 300e6;

  static Stream<Arguments> losses() {
    return Stream.of(
        loss("mul#log", 0.3, (ce, e) -> 0.2 * ce * Math.pow(Math.log(e) / Math.log(300e6), 0.3)),
        loss("add#linear", 0.1, (ce, e) -> ce + 0.1 * (e - 300e6) / 300e6),
        loss("add#absolute", 0.5, (ce, e) -> ce + 0.5 * Math.abs(e - 300e6) / 300e6));
  }

  private static Arguments loss(String name, double weight, DoubleBinaryOperator value) {
    return Arguments.of(new CostTerm(name, REFERENCE, weight), value);
  }

  @ParameterizedTest
  @MethodSource("losses")
  void theSlopesAreThoseOfTheLoss(CostTerm cost, DoubleBinaryOperator loss) {
    for (var madds : new double[] {5e7, 2.9e8, 3.1e8, 9e8}) {
      for (var entropy : new double[] {0.3, 2.5}) {
        var slopes = cost.slopes(entropy, madds);
        var byEntropy =
            (loss.applyAsDouble(entropy + 1e-4, madds) - loss.applyAsDouble(entropy - 1e-4, madds))
                / 2e-4;
        var step = 1e4;
        var byMadds =
            (loss.applyAsDouble(entropy, madds + step) - loss.applyAsDouble(entropy, madds - step))
                / (2 * step);
        assertThat(slopes.byEntropy()).isCloseTo(byEntropy, within(1e-6));
        assertThat(slopes.byMadds() * 1e9).isCloseTo(byMadds * 1e9, within(1e-4));
      }
    }
  }

  @Test
  void rewardsFallWithMultiplyAdds() {
    var power = new CostTerm("mul#power", REFERENCE, 0.1);
    assertThat(power.reward(0.7, REFERENCE)).isCloseTo(0.7, within(1e-12));
    assertThat(power.reward(0.7, 2 * REFERENCE)).isCloseTo(0.7 * Math.pow(0.5, 0.1), within(1e-12));
    var absolute = new CostTerm("add#absolute", REFERENCE, 0.1);
    assertThat(absolute.reward(0.7, 1.5 * REFERENCE)).isCloseTo(0.65, within(1e-12));
    assertThat(absolute.reward(0.7, 0.5 * REFERENCE)).isCloseTo(0.65, within(1e-12));
  }

  @Test
  void atTheReferenceTheAbsoluteCostHasNoSlope() {
    assertThat(new CostTerm("add#absolute", REFERENCE, 0.5).slopes(1, REFERENCE))
        .isEqualTo(CostTerm.FREE);
  }

  @Test
  void badSettingsAreNamed() {
    assertThatThrownBy(() -> new CostTerm("log", REFERENCE, 1))
        .hasMessageContainingAll("loss", "mul#log", "was log");
    assertThatThrownBy(() -> new CostTerm("mul#log", 1, 1))
        .hasMessageContainingAll("reference", "above 1", "was 1.0");
    assertThatThrownBy(() -> new CostTerm("mul#log", REFERENCE, 0))
        .hasMessageContainingAll("weight", "above 0", "was 0.0");
  }
}
