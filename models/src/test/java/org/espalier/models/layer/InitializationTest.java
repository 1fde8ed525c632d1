package org.espalier.models.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

final class InitializationTest {
  private static final OptionPosition AT = OptionPosition.EVERYWHERE;
  private static final Layout LAYOUT =
      Layout.inOrder(
          List.of(
              LayerTensors.conv("stem", AT, 3, 3, 100),
              LayerTensors.conv("block", AT, 1, 50, 100),
              LayerTensors.depthwise("deep", AT, 5, 100),
              LayerTensors.linear("classifier", AT, 64, 100),
              LayerTensors.bias("classifier", AT, 64, 100),
              LayerTensors.scale("norm", AT, 4),
              LayerTensors.offset("norm", AT, 4)));

  @Test
  void heFanOutDividesByTheOutputsAndLeavesBiasesZero() {
    var state = LAYOUT.initial(1, Initialization.HE_FAN_OUT);
    assertThat(deviation(state, "stem/kernel")).isCloseTo(Math.sqrt(2.0 / 900), within(2e-3));
    assertThat(deviation(state, "block/kernel")).isCloseTo(Math.sqrt(2.0 / 100), within(6e-3));
    assertThat(deviation(state, "deep/kernel")).isCloseTo(Math.sqrt(2.0 / 2500), within(2e-3));
    // Uniform in ±1/8.
    assertThat(deviation(state, "classifier/kernel"))
        .isCloseTo(1 / (8 * Math.sqrt(3)), within(2e-3));
    assertThat(largest(state, "classifier/kernel")).isLessThanOrEqualTo(0.125);
    assertThat(largest(state, "classifier/bias")).isZero();
    assertThat(largest(state, "norm/offset")).isZero();
  }

  @Test
  void shufflenetStartsDepthwiseKernelsAtDeviationOneAndOffsetsAboveZero() {
    var state = LAYOUT.initial(1, Initialization.SHUFFLENET);
    assertThat(deviation(state, "stem/kernel")).isCloseTo(0.01, within(1e-3));
    assertThat(deviation(state, "block/kernel")).isCloseTo(0.02, within(1e-3));
    assertThat(deviation(state, "deep/kernel")).isCloseTo(1, within(0.06));
    assertThat(deviation(state, "classifier/kernel")).isCloseTo(0.01, within(1e-3));
    assertThat(largest(state, "classifier/bias")).isZero();
    assertThat(largest(state, "norm/offset")).isEqualTo(1e-4f);
    assertThat(largest(state, "norm/scale")).isEqualTo(1);
  }

  @Test
  void averagesStartAsWhatTheyAreAveragesOf() {
    var kernel = LayerTensors.conv("block", AT, 1, 5, 6);
    var layout = Layout.inOrder(List.of(kernel, kernel.momentum(), kernel.average()));
    var state = layout.initial(1);
    for (int i = 0; i < kernel.size(); i++) {
      assertThat(state[2 * kernel.size() + i]).isEqualTo(state[i]).isNotZero();
      assertThat(state[kernel.size() + i]).isZero();
    }
  }

  private static double deviation(float[] state, String name) {
    var slice = LAYOUT.slice(name);
    double squares = 0;
    for (int i = slice.offset(); i < slice.end(); i++) {
      squares += state[i] * state[i];
    }
    return Math.sqrt(squares / slice.size());
  }

  private static double largest(float[] state, String name) {
    var slice = LAYOUT.slice(name);
    double most = 0;
    for (int i = slice.offset(); i < slice.end(); i++) {
      most = Math.max(most, Math.abs(state[i]));
    }
    return most;
  }
}
