package org.espalier.models.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.SplittableRandom;
import org.espalier.models.data.Batch;
import org.espalier.models.graph.NetworkSettings;
import org.espalier.models.program.LoadOptions;
import org.espalier.models.program.ProgramStore;
import org.espalier.models.testing.Pictures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class UnrolledGradientTest {
  private static final NetworkSettings SETTINGS = Pictures.network(Pictures.PLAIN);
  private static final Batch TRAINING = Pictures.batch(1024, SETTINGS.images(), 1);
  private static final Batch VALIDATION = Pictures.batch(1024, SETTINGS.images(), 2);
  private static final float RATE = 0.1f;
  private static final float STEP = 1e-2f;

  @TempDir static Path folder;

  /**
   * The mixture also decides the step that is looked ahead. The network's kinks leave differences
   * an error, which many images make small; without the second derivative it is a multiple of it.
   */
  @Test
  void itSeesThatTheMixtureDecidesTheStep() {
    var at = Pictures.mixture(new SplittableRandom(2));
    try (var net =
        Supernet.open(
            SETTINGS, Pictures.MIXED, ProgramStore.at(folder), LoadOptions.defaults(), 3)) {
      var state = net.state();
      var unrolled = net.unrolled(TRAINING, VALIDATION, at, RATE, 0).gradient();
      assertThat(net.state()).isEqualTo(state);
      net.train(TRAINING, at, RATE, 0);
      var firstOrder = net.gradient(VALIDATION, at, 0).gradient();
      double error = 0;
      double errorOfFirstOrder = 0;
      var random = new SplittableRandom(1);
      for (int trial = 0; trial < 10; trial++) {
        var direction = random.doubles(at.optionWeights().length, -1, 1).toArray();
        double slope =
            (loss(net, state, at, direction, STEP) - loss(net, state, at, direction, -STEP))
                / (2 * STEP);
        error += Math.abs(slope - along(unrolled, direction));
        errorOfFirstOrder += Math.abs(slope - along(firstOrder, direction));
      }
      assertThat(error).isLessThan(errorOfFirstOrder / 2);
    }
  }

  /** The validation loss after a step along a mixture moved in a direction. */
  private static double loss(
      Supernet net, float[] state, SampledMixture at, double[] direction, float way) {
    var moved = at.optionWeights().clone();
    for (int i = 0; i < moved.length; i++) {
      moved[i] += (float) (way * direction[i]);
    }
    net.assign(state);
    net.train(TRAINING, SampledMixture.of(moved), RATE, 0);
    return net.score(VALIDATION, SampledMixture.of(moved)).loss();
  }

  private static double along(float[] gradient, double[] direction) {
    double sum = 0;
    for (int i = 0; i < direction.length; i++) {
      sum += gradient[i] * direction[i];
    }
    return sum;
  }
}
