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
import org.espalier.schemas.SupernetForm;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DartsSupernetTest {
  private static final SearchSpace SPACE = SearchSpaces.named("darts");
  private static final NetworkSettings SETTINGS =
      Pictures.darts(4, 3, Optional.empty(), Pictures.TINY, Pictures.PLAIN);
  private static final int ALL = 28 * 8;

  @TempDir static Path folder;
  private static Supernet supernet;
  private static Supernet mixed;

  /** Building all options of all edges takes most of the time. */
  @BeforeAll
  static void open() {
    supernet = open(SETTINGS, Pictures.PATH);
    mixed = open(SETTINGS, Pictures.MIXED);
  }

  @AfterAll
  static void close() {
    supernet.close();
    mixed.close();
  }

  @BeforeEach
  void begin() {
    supernet.assign(supernet.layout().initial(5));
    mixed.assign(mixed.layout().initial(5));
  }

  @Test
  void aPathGivesTheSameStepsAsItsChildNetworkAlone() {
    var store = ProgramStore.at(folder);
    var random = new SplittableRandom(1);
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

  @Test
  void gatesHaveTheGradientOfTheMixture() {
    var batch = Pictures.batch(8, SETTINGS.images(), 3);
    var choice = encoding(new SplittableRandom(3));
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
    try (var net = open(SETTINGS, form)) {
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
    try (var some = open(SETTINGS, Pictures.mixed(1, false, allowed))) {
      assertThat(choice).as("an architecture of the space leaves edges out").contains(0);
      assertThat(some.score(batch, some.only(choice)).loss())
          .isCloseTo(mixed.score(batch, mixed.only(choice)).loss(), within(1e-5f));
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
    // Every other operation of every edge, which builds faster than all.
    var allowed = new Boolean[ALL];
    Arrays.setAll(allowed, i -> i % 2 == 1);
    var mixture = new float[ALL];
    Arrays.fill(mixture, 1f / 4);
    try (var net = open(settings, Pictures.mixed(4, false, List.of(allowed)))) {
      var first = net.score(batch, SampledMixture.of(mixture)).loss();
      for (int step = 0; step < 40; step++) {
        net.train(batch, SampledMixture.of(mixture), 0.05f, step);
      }
      assertThat(net.score(batch, SampledMixture.of(mixture)).loss()).isLessThan(first / 2);
    }
  }

  private static Supernet open(NetworkSettings settings, SupernetForm form) {
    return Supernet.open(settings, form, ProgramStore.at(folder), LoadOptions.defaults(), 5);
  }

  private static SampledMixture split(float[] both) {
    return new SampledMixture(Arrays.copyOf(both, ALL), Arrays.copyOfRange(both, ALL, both.length));
  }

  private static int[] encoding(SplittableRandom random) {
    return SPACE.encoding(SPACE.random(random));
  }
}
