package org.espalier.models.network;

import org.espalier.models.layer.Layout;
import org.espalier.models.graph.NetworkSettings;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.espalier.models.data.Batch;
import org.espalier.models.program.LoadOptions;
import org.espalier.models.program.ProgramStore;
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
    var choice = new int[] {3, 4, 2, 1, 0, 3};
    try (var net = Supernet.open(SETTINGS, ProgramStore.at(folder), LoadOptions.defaults(), 3)) {
      var before = net.state();
      net.train(BATCH, choice, 1, 0);
      var gradient = difference(net.layout(), before, net.state());
      Slopes.assertAgree(
          "path",
          trained(net.layout(), before),
          gradient,
          STEP,
          TOLERANCE,
          weights -> {
            net.assign(Arrays.copyOf(weights, net.layout().size()));
            return net.score(BATCH, choice).loss();
          });
    }
  }

  @Test
  void aMixtureHasTheGradientOfItsLossByWeightsAndMixture() {
    var mixture = Pictures.mixtures(new SplittableRandom(2), 1).get(0);
    try (var net =
        MixedSupernet.open(SETTINGS, ProgramStore.at(folder), LoadOptions.defaults(), 3)) {
      var before = net.state();
      var ofMixture = net.trainWithGradient(BATCH, mixture, 0, 0).gradient();
      net.train(BATCH, mixture, 1, 0);
      var ofWeights = difference(net.layout(), before, net.state());
      net.assign(before);
      Slopes.assertAgree(
          "mixture",
          mixture.operations(),
          floats(ofMixture),
          MIXTURE_STEP,
          TOLERANCE,
          moved -> net.score(BATCH, Mixture.of(moved)).loss());
      Slopes.assertAgree(
          "mixed weights",
          trained(net.layout(), before),
          ofWeights,
          STEP,
          TOLERANCE,
          weights -> {
            net.assign(Arrays.copyOf(weights, net.layout().size()));
            return net.score(BATCH, mixture).loss();
          });
    }
  }

  @Test
  void aChildNetworkHasTheGradientOfItsLossByTheWeights() {
    var affine = SETTINGS.withAffineCells(true);
    var store = ProgramStore.at(folder);
    var choice = new int[] {3, 2, 1, 3, 4, 2};
    try (var net = ChildNetwork.open(affine, choice, store, LoadOptions.defaults(), 3)) {
      var before = net.state();
      net.train(BATCH, 1, 0);
      var gradient = difference(net.layout(), before, net.state());
      Slopes.assertAgree(
          "child",
          trained(net.layout(), before),
          gradient,
          STEP,
          TOLERANCE,
          weights -> {
            net.assign(Arrays.copyOf(weights, net.layout().size()));
            return net.score(BATCH).loss();
          });
    }
  }

  private static float[] trained(Layout layout, float[] state) {
    return Arrays.copyOf(state, layout.trainedSize());
  }

  private static float[] difference(Layout layout, float[] before, float[] after) {
    var gradient = new float[layout.trainedSize()];
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] = before[i] - after[i];
    }
    return gradient;
  }

  private static float[] floats(List<Float> values) {
    var floats = new float[values.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = values.get(i);
    }
    return floats;
  }
}
