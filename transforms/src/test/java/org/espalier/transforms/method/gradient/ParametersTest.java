package org.espalier.transforms.method.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.espalier.models.numbers.AdamSettings;
import org.espalier.transforms.method.FloatTensors;
import org.junit.jupiter.api.Test;

class ParametersTest {

  @Test
  void twoStepsAreThoseOfTheFormula() {
    var settings = new AdamSettings(0.1, 0.5, 0.9, 0.01, 0);
    var parameters = parameters("p", 1, 2);
    parameters.descend(new double[] {0.3, -4}, settings, i -> i == 0);
    parameters.descend(new double[] {-0.1, 9}, settings, i -> i == 0);
    var value = 1.0;
    var first = 0.0;
    var second = 0.0;
    for (var step = 1; step <= 2; step++) {
      var slope = (step == 1 ? 0.3 : -0.1) + 0.01 * value;
      first = 0.5 * first + 0.5 * slope;
      second = 0.9 * second + 0.1 * slope * slope;
      var spread = Math.sqrt(second / (1 - Math.pow(0.9, step))) + 1e-8;
      value -= 0.1 * first / (1 - Math.pow(0.5, step)) / spread;
    }
    assertThat(parameters.values()[0]).isCloseTo(value, within(1e-6));
    assertThat(parameters.values()[1]).isEqualTo(2);
  }

  @Test
  void aGradientThatIsTooLongIsShortened() {
    var settings = new AdamSettings(1, 0, 0, 0, 5);
    var parameters = parameters("p", 0, 0);
    parameters.descend(new double[] {30, 40}, settings, i -> true);
    var moments = Parameters.values("p.first_moment", parameters.tensors());
    assertThat(moments[0]).isCloseTo(3, within(1e-5f));
    assertThat(moments[1]).isCloseTo(4, within(1e-5f));
  }

  @Test
  void aGradientThatIsNoNumberIsRefusedAndNothingChanges() {
    var parameters = parameters("alpha", 1, 2);
    var settings = new AdamSettings(1, 0, 0, 0, 0);
    assertThatThrownBy(() -> parameters.descend(new double[] {1, Double.NaN}, settings, i -> true))
        .hasMessageContaining("the gradient of alpha is no longer finite");
    assertThat(parameters.values()).containsExactly(1, 2);
  }

  @Test
  void whatIsMissingIsNamed() {
    assertThatThrownBy(() -> Parameters.of("alpha", List.of()))
        .hasMessageContaining("no tensor alpha");
  }

  private static Parameters parameters(String name, float... values) {
    return Parameters.of(
        name,
        List.of(
            FloatTensors.of(name, values),
            FloatTensors.of(name + ".first_moment", new float[values.length]),
            FloatTensors.of(name + ".second_moment", new float[values.length]),
            FloatTensors.of(name + ".updates", 0)));
  }
}
