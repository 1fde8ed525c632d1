package org.espalier.models.network;

import org.espalier.models.graph.ImageSettings;
import org.espalier.models.graph.NetworkSettings;
import org.espalier.models.graph.OptimizerSettings;
import org.espalier.models.space.StemSettings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.espalier.models.program.LoadOptions;
import org.espalier.models.program.ProgramStore;
import org.espalier.models.space.DartsMacro.Stem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training search networks whose images enter through three convolutions of stride 2. */
final class ImageNetStemTest {
  /** Maximum, identity, dilated convolution. */
  private static final int[] SOME = {1, 3, 6};

  private static final int EDGES = 28;
  private static final int OPERATIONS = 8;

  @TempDir static Path folder;

  @Test
  void lossFallsOnPicturesThatCanBeLearned() {
    var optimizer = new OptimizerSettings(0.9f, false, 3e-4f, true, 5, 0);
    var settings = settings(64, optimizer);
    var batch = Pictures.batch(16, settings.images(), 4);
    var weights = new float[EDGES * OPERATIONS];
    Arrays.fill(weights, 1f / 3);
    var mixture = Mixture.of(weights);
    try (var net =
        MixedSupernet.open(
            settings, 2, false, some(), ProgramStore.at(folder), LoadOptions.defaults(), 5)) {
      var first = net.score(batch, mixture).loss();
      for (int step = 0; step < 20; step++) {
        net.train(batch, mixture, 0.05f, step);
      }
      assertThat(net.score(batch, mixture).loss()).isLessThan(first / 2);
    }
  }

  /** Of 36 pixels 18, 9, 5, 3 and 2 are left: three odd extents. */
  @Test
  void aPathGivesTheSameStepsAsItsChildNetworkAloneAlsoWhereExtentsAreOdd() {
    var store = ProgramStore.at(folder);
    var settings = settings(36, Pictures.PLAIN);
    var choice = new int[EDGES];
    Arrays.setAll(choice, edge -> SOME[edge % SOME.length]);
    try (var supernet = Supernet.open(settings, some(), store, LoadOptions.defaults(), 5);
        var child = ChildNetwork.open(settings, choice, store, LoadOptions.defaults(), 6)) {
      child.inherit(supernet.layout(), supernet.state());
      for (int step = 0; step < 2; step++) {
        var batch = Pictures.batch(8, settings.images(), step);
        var mine = supernet.train(batch, choice, 0.01f, step);
        var alone = child.train(batch, 0.01f, step);
        assertThat(mine.loss()).isCloseTo(alone.loss(), within(1e-3f));
      }
    }
  }

  @Test
  void whatDoesNotFitIsNamedBeforeAnythingIsBuilt() {
    assertThatThrownBy(() -> settings(28, Pictures.PLAIN).check())
        .hasMessageContaining("at least 32 × 32 pixels with stem imagenet")
        .hasMessageContaining("have 28 × 28");
    var wide = Optional.of(new StemSettings(Stem.IMAGENET, 3));
    var images = ImageSettings.cifar10();
    var other = new NetworkSettings("nb201", 4, 3, false, images, Pictures.PLAIN, wide);
    assertThatThrownBy(other::check)
        .hasMessage("stem must be absent in space nb201, which has one of its own, was imagenet");
    assertThatThrownBy(() -> new StemSettings(Stem.IMAGENET, 0))
        .hasMessage("stemMultiplier must be at least 1, was 0");
    var narrow = new NetworkSettings("darts", 1, 3, false, images, Pictures.PLAIN, wide);
    assertThatThrownBy(narrow::check)
        .hasMessage("channels must be at least 2 with stem imagenet, was 1");
  }

  private static NetworkSettings settings(int size, OptimizerSettings optimizer) {
    var half = List.of(0.5f, 0.5f, 0.5f);
    var images = new ImageSettings(size, size, false, half, half, 0, false, 0, 4);
    var stem = Optional.of(StemSettings.of(Stem.IMAGENET));
    return new NetworkSettings("darts", 4, 3, false, images, optimizer, stem);
  }

  /** A few operations on every edge, which build faster than all. */
  private static List<Boolean> some() {
    var allowed = new Boolean[EDGES * OPERATIONS];
    Arrays.setAll(
        allowed, i -> Arrays.stream(SOME).anyMatch(operation -> operation == i % OPERATIONS));
    return List.of(allowed);
  }
}
