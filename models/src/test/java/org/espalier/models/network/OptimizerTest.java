package org.espalier.models.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import org.espalier.models.graph.OptimizerSettings;
import org.espalier.models.layer.Layout;
import org.espalier.models.layer.Slice;
import org.espalier.models.program.LoadOptions;
import org.espalier.models.program.ProgramStore;
import org.espalier.models.testing.Pictures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OptimizerTest {
  private static final SampledPath CHOICE = new SampledPath(new int[] {3, 2, 1, 0, 4, 2});
  private static final float RATE = 0.1f;

  @TempDir static Path folder;

  @ParameterizedTest
  @CsvSource({
    "0.9, false, 0, true, 0",
    "0.9, true, 5e-2, true, 0",
    "0.8, false, 5e-2, false, 0",
    "0.9, true, 1e-2, true, 0.05"
  })
  void stepsFollowTheFormulas(
      float momentum, boolean nesterov, float decay, boolean decayNormalization, float clip) {
    var optimizer = new OptimizerSettings(momentum, nesterov, decay, decayNormalization, clip, 0);
    var store = ProgramStore.at(folder);
    var options = LoadOptions.defaults();
    var plain = Pictures.network(Pictures.PLAIN);
    var batch = Pictures.batch(8, plain.images(), 1);
    try (var gradients = Supernet.open(plain, Pictures.PATH, store, options, 3);
        var network =
            Supernet.open(Pictures.network(optimizer), Pictures.PATH, store, options, 3)) {
      var layout = network.layout();
      var velocity = new double[layout.trainedSize()];
      for (int step = 0; step < 3; step++) {
        var before = network.state();
        gradients.assign(before);
        gradients.train(batch, CHOICE, 1, 0);
        var moved = gradients.state();
        network.train(batch, CHOICE, RATE, 0);
        var after = network.state();
        double scale = clipScale(layout, before, moved, clip);
        for (var slice : layout.slices()) {
          for (int i = slice.offset(); i < slice.end() && slice.kind().trained(); i++) {
            double expected = before[i];
            if (network.touches(slice, CHOICE)) {
              boolean decays = decayNormalization || slice.kind() == Slice.Kind.KERNEL;
              double g = (before[i] - moved[i]) * scale + (decays ? decay * before[i] : 0);
              velocity[i] = momentum * velocity[i] + g;
              expected -= RATE * (nesterov ? g + momentum * velocity[i] : velocity[i]);
            }
            assertThat((double) after[i]).as(slice.name()).isCloseTo(expected, within(2e-5));
          }
        }
      }
    }
  }

  @Test
  void cosineFallsFromBaseToFloor() {
    var schedule = new CosineSchedule(0.1, 0.01, 100);
    assertThat(schedule.rate(0)).isEqualTo(0.1f);
    assertThat(schedule.rate(50)).isCloseTo(0.055f, within(1e-7f));
    assertThat(schedule.rate(100)).isEqualTo(0.01f);
    assertThat(schedule.rate(1000)).isEqualTo(0.01f);
  }

  @Test
  void warmingUpTheRateRisesToTheCosine() {
    var plain = new CosineSchedule(0.1, 0, 100);
    var rising = new CosineSchedule(0.1, 0, 100, 4);
    assertThat(rising.rate(0)).isEqualTo(0.025f);
    assertThat(rising.rate(1)).isCloseTo(plain.rate(1) / 2, within(1e-8f));
    assertThat(rising.rate(3)).isEqualTo(plain.rate(3));
    assertThat(rising.rate(50)).isEqualTo(plain.rate(50));
    assertThatThrownBy(() -> new CosineSchedule(0.1, 0, 100, 100))
        .hasMessage("warmUp must be in [0, 100), below the steps of the schedule, was 100");
  }

  private static double clipScale(Layout layout, float[] before, float[] moved, float clip) {
    if (clip == 0) {
      return 1;
    }
    double square = 0;
    for (int i = 0; i < layout.trainedSize(); i++) {
      square += Math.pow(before[i] - moved[i], 2);
    }
    double scale = Math.min(1, clip / (Math.sqrt(square) + 1e-6));
    assertThat(scale).as("the limit must bite for this test to say something").isLessThan(1);
    return scale;
  }
}
