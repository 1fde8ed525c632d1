package org.espalier.models.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.espalier.models.graph.NetworkSettings;
import org.espalier.models.graph.OptimizerSettings;
import org.espalier.models.program.LoadOptions;
import org.espalier.models.program.ProgramStore;
import org.espalier.models.space.SearchSpace;
import org.espalier.models.space.SearchSpaces;
import org.espalier.models.testing.FiniteDifferences;
import org.espalier.models.testing.Pictures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DartsSupernetTest {
  private static final SearchSpace SPACE = SearchSpaces.named("darts");
  private static final NetworkSettings SETTINGS =
      Pictures.darts(4, 4, Optional.empty(), Pictures.TINY, Pictures.PLAIN);
  private static final int ALL = 28 * 8;

  @TempDir static Path folder;

  @Test
  void aPathGivesTheSameStepsAsItsChildNetworkAlone() {
    var store = ProgramStore.at(folder);
    var random = new SplittableRandom(1);
    try (var supernet = Supernet.open(SETTINGS, Pictures.PATH, store, LoadOptions.defaults(), 5)) {
      for (int trial = 0; trial < 2; trial++) {
        var choice = encoding(random);
        supernet.assign(supernet.layout().initial(5));
        try (var child = TrainedNetwork.open(SETTINGS, choice, store, LoadOptions.defaults(), 5)) {
          for (int step = 0; step < 3; step++) {
            var batch = Pictures.batch(8, SETTINGS.images(), step);
            var mine = supernet.train(batch, new SampledPath(choice), 0.01f, step);
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
    try (var supernet = Supernet.open(SETTINGS, Pictures.PATH, store, LoadOptions.defaults(), 5);
        var mixed = Supernet.open(SETTINGS, Pictures.MIXED, store, LoadOptions.defaults(), 5)) {
      var gates = supernet.gradient(batch, new SampledPath(choice), 0);
      var mixture = mixed.gradient(batch, mixed.only(choice), 0);
      assertThat(gates.loss()).isCloseTo(mixture.loss(), within(1e-4f));
      for (int edge = 0; edge < choice.length; edge++) {
        if (choice[edge] != 0) {
          assertThat(gates.gradient()[edge])
              .as("edge " + edge)
              .isCloseTo(mixture.gradient()[edge * 8 + choice[edge]], within(2e-3f));
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
    var form = Pictures.mixed(2, true, allowed);
    try (var net =
        Supernet.open(SETTINGS, form, ProgramStore.at(folder), LoadOptions.defaults(), 5)) {
      var gradient = net.gradient(batch, split(both), 0).gradient();
      FiniteDifferences.assertAgree(
          "darts", both, gradient, 1e-3, 0.05, moved -> net.score(batch, split(moved)).loss());
    }
  }

  @Test
  void anEdgeIsLeftOutOfASupernetThatNeverHadNone() {
    var batch = Pictures.batch(8, SETTINGS.images(), 3);
    var choice = encoding(new SplittableRandom(3));
    var allowed = new ArrayList<Boolean>();
    for (int i = 0; i < ALL; i++) {
      // Without none, and without the options of decision 0 that were not chosen.
      allowed.add(i % 8 != 0 && (i >= 8 || i == Math.max(choice[0], 1)));
    }
    var store = ProgramStore.at(folder);
    var options = LoadOptions.defaults();
    try (var all = Supernet.open(SETTINGS, Pictures.MIXED, store, options, 5);
        var some = Supernet.open(SETTINGS, Pictures.mixed(1, false, allowed), store, options, 5)) {
      assertThat(choice).as("an architecture of the space leaves edges out").contains(0);
      assertThat(some.score(batch, some.only(choice)).loss())
          .isCloseTo(all.score(batch, all.only(choice)).loss(), within(1e-5f));
      var dropped = choice.clone();
      dropped[0] = choice[0] == 7 ? 6 : 7;
      assertThatThrownBy(() -> some.only(dropped))
          .hasMessageContainingAll("decision 0", String.valueOf(dropped[0]));
    }
  }

  @Test
  void lossFallsOnPicturesThatCanBeLearned() {
    var optimizer = new OptimizerSettings(0.9f, false, 3e-4f, true, 5, 0);
    var settings = Pictures.darts(4, 3, Optional.empty(), Pictures.TINY, optimizer);
    var batch = Pictures.batch(32, settings.images(), 4);
    var mixture = new float[ALL];
    Arrays.fill(mixture, 1f / 8);
    var form = Pictures.mixed(4, false, List.of());
    try (var net =
        Supernet.open(settings, form, ProgramStore.at(folder), LoadOptions.defaults(), 5)) {
      var first = net.score(batch, SampledMixture.of(mixture)).loss();
      for (int step = 0; step < 40; step++) {
        net.train(batch, SampledMixture.of(mixture), 0.05f, step);
      }
      assertThat(net.score(batch, SampledMixture.of(mixture)).loss()).isLessThan(first / 2);
    }
  }

  private static SampledMixture split(float[] both) {
    return new SampledMixture(Arrays.copyOf(both, ALL), Arrays.copyOfRange(both, ALL, both.length));
  }

  private static int[] encoding(SplittableRandom random) {
    return SPACE.encoding(SPACE.random(random));
  }
}
