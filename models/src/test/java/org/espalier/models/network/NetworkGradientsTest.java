package org.espalier.models.network;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.espalier.models.data.Batch;
import org.espalier.models.graph.NetworkSettings;
import org.espalier.models.layer.Layout;
import org.espalier.models.program.LoadOptions;
import org.espalier.models.program.ProgramStore;
import org.espalier.models.testing.FiniteDifferences;
import org.espalier.models.testing.Pictures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Without momentum and decay, at a rate of 1, the change of the weights is their gradient. */
final class NetworkGradientsTest {
  private static final NetworkSettings SETTINGS = Pictures.network(Pictures.PLAIN);
  private static final Batch BATCH = Pictures.batch(8, SETTINGS.images(), 1);
  // A direction moves all weights at once, so the network is straight only over a short way.
  private static final double STEP = 3e-5;
  private static final double MIXTURE_STEP = 1e-3;
  private static final double TOLERANCE = 0.03;

  @TempDir static Path folder;

  @Test
  void aPathHasTheGradientOfItsLossByTheWeights() {
    var choice = new SampledPath(new int[] {3, 4, 2, 1, 0, 3});
    try (var net =
        Supernet.open(
            SETTINGS, Pictures.PATH, ProgramStore.at(folder), LoadOptions.defaults(), 3)) {
      var before = net.state();
      net.train(BATCH, choice, 1, 0);
      assertStep(
          "path",
          net.layout(),
          before,
          net.state(),
          weights -> {
            net.assign(weights);
            return net.score(BATCH, choice).loss();
          });
    }
  }

  @Test
  void aMixtureHasTheGradientOfItsLossByWeightsAndMixture() {
    var mixture = Pictures.mixture(new SplittableRandom(2));
    try (var net =
        Supernet.open(
            SETTINGS, Pictures.MIXED, ProgramStore.at(folder), LoadOptions.defaults(), 3)) {
      var before = net.state();
      var ofMixture = net.trainWithGradient(BATCH, mixture, 0, 0).gradient();
      net.train(BATCH, mixture, 1, 0);
      var after = net.state();
      net.assign(before);
      FiniteDifferences.assertAgree(
          "mixture",
          mixture.optionWeights(),
          ofMixture,
          MIXTURE_STEP,
          TOLERANCE,
          moved -> net.score(BATCH, SampledMixture.of(moved)).loss());
      assertStep(
          "mixed weights",
          net.layout(),
          before,
          after,
          weights -> {
            net.assign(weights);
            return net.score(BATCH, mixture).loss();
          });
    }
  }

  @Test
  void aTrainedNetworkHasTheGradientOfItsLossByTheWeights() {
    var affine = Pictures.evaluation(Pictures.PLAIN);
    var store = ProgramStore.at(folder);
    var choice = new int[] {3, 2, 1, 3, 4, 2};
    try (var net = TrainedNetwork.open(affine, choice, store, LoadOptions.defaults(), 3)) {
      var before = net.state();
      net.train(BATCH, 1, 0);
      assertStep(
          "child",
          net.layout(),
          before,
          net.state(),
          weights -> {
            net.assign(weights);
            return net.score(BATCH).loss();
          });
    }
  }

  /** A step at rate 1 goes down the gradient of the loss by the weights. */
  private static void assertStep(
      String name, Layout layout, float[] before, float[] after, ToDoubleFunction<float[]> loss) {
    FiniteDifferences.assertAgree(
        name,
        Arrays.copyOf(before, layout.trainedSize()),
        difference(layout, before, after),
        STEP,
        TOLERANCE,
        weights -> loss.applyAsDouble(Arrays.copyOf(weights, layout.size())));
  }

  private static float[] difference(Layout layout, float[] before, float[] after) {
    var gradient = new float[layout.trainedSize()];
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] = before[i] - after[i];
    }
    return gradient;
  }
}
