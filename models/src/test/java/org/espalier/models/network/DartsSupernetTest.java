package org.espalier.models.network;

import org.espalier.models.graph.NetworkSettings;
import org.espalier.models.graph.OptimizerSettings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.espalier.models.program.LoadOptions;
import org.espalier.models.program.ProgramStore;
import org.espalier.models.space.SearchSpace;
import org.espalier.models.space.SearchSpaces;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DartsSupernetTest {
  private static final SearchSpace SPACE = SearchSpaces.named("darts");
  private static final NetworkSettings SETTINGS =
      new NetworkSettings("darts", 4, 4, false, Pictures.TINY, Pictures.PLAIN);
  private static final int ALL = 28 * 8;

  @TempDir static Path folder;

  @Test
  void aPathGivesTheSameStepsAsItsChildNetworkAlone() {
    var store = ProgramStore.at(folder);
    var random = new SplittableRandom(1);
    try (var supernet = Supernet.open(SETTINGS, store, LoadOptions.defaults(), 5)) {
      for (int trial = 0; trial < 2; trial++) {
        var choice = encoding(random);
        supernet.assign(supernet.layout().initial(5));
        try (var child = ChildNetwork.open(SETTINGS, choice, store, LoadOptions.defaults(), 5)) {
          for (int step = 0; step < 3; step++) {
            var batch = Pictures.batch(8, SETTINGS.images(), step);
            var mine = supernet.train(batch, choice, 0.01f, step);
            var alone = child.train(batch, 0.01f, step);
            assertThat(mine.loss()).isCloseTo(alone.loss(), within(1e-3f));
          }
        }
      }
    }
  }

  @Test
  void gatesHaveTheGradientOfTheMixture() {
    var store = ProgramStore.at(folder);
    var batch = Pictures.batch(8, SETTINGS.images(), 3);
    var choice = encoding(new SplittableRandom(3));
    var oneHot = new float[ALL];
    for (int edge = 0; edge < choice.length; edge++) {
      oneHot[edge * 8 + choice[edge]] = 1;
    }
    try (var supernet = Supernet.open(SETTINGS, store, LoadOptions.defaults(), 5);
        var mixed = MixedSupernet.open(SETTINGS, store, LoadOptions.defaults(), 5)) {
      var gates = supernet.gates(batch, choice, 0);
      var mixture = mixed.gradient(batch, Mixture.of(oneHot), 0);
      assertThat(gates.loss()).isCloseTo(mixture.loss(), within(1e-4f));
      for (int edge = 0; edge < choice.length; edge++) {
        if (choice[edge] != 0) {
          assertThat(gates.gradient().get(edge))
              .as("edge " + edge)
              .isCloseTo(mixture.gradient().get(edge * 8 + choice[edge]), within(2e-3f));
        }
      }
    }
  }

  @Test
  void partialChannelsAndMasksHaveTheGradientOfTheLoss() {
    var random = new SplittableRandom(4);
    var batch = Pictures.batch(64, SETTINGS.images(), 1);
    var allowed = new ArrayList<Boolean>();
    var both = new float[ALL + 28];
    for (int i = 0; i < both.length; i++) {
      if (i < ALL) {
        allowed.add(i % 8 != 0 && (i % 8 == 3 || random.nextBoolean()));
      }
      both[i] = 0.1f + 0.2f * (float) random.nextDouble();
    }
    try (var net =
        MixedSupernet.open(
            SETTINGS, 2, true, allowed, ProgramStore.at(folder), LoadOptions.defaults(), 5)) {
      var gradient = net.gradient(batch, split(both), 0).gradient();
      var floats = new float[both.length];
      for (int i = 0; i < floats.length; i++) {
        floats[i] = gradient.get(i);
      }
      Slopes.assertAgree(
          "darts", both, floats, 1e-3, 0.05, moved -> net.score(batch, split(moved)).loss());
    }
  }

  @Test
  void lossFallsOnPicturesThatCanBeLearned() {
    var optimizer = new OptimizerSettings(0.9f, false, 3e-4f, true, 5, 0);
    var settings = new NetworkSettings("darts", 4, 3, false, Pictures.TINY, optimizer);
    var batch = Pictures.batch(32, settings.images(), 4);
    var mixture = new float[ALL];
    Arrays.fill(mixture, 1f / 8);
    try (var net =
        MixedSupernet.open(
            settings, 4, false, List.of(), ProgramStore.at(folder), LoadOptions.defaults(), 5)) {
      var first = net.score(batch, Mixture.of(mixture)).loss();
      for (int step = 0; step < 40; step++) {
        net.train(batch, Mixture.of(mixture), 0.05f, step);
      }
      assertThat(net.score(batch, Mixture.of(mixture)).loss()).isLessThan(first / 2);
    }
  }

  private static Mixture split(float[] both) {
    return new Mixture(Arrays.copyOf(both, ALL), Arrays.copyOfRange(both, ALL, both.length));
  }

  private static int[] encoding(SplittableRandom random) {
    return SPACE.random(random).getEncoding().stream().mapToInt(Integer::intValue).toArray();
  }
}
