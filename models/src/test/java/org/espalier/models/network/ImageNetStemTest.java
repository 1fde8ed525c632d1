package org.espalier.models.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.espalier.models.graph.ImageSettings;
import org.espalier.models.graph.NetworkSettings;
import org.espalier.models.graph.OptimizerSettings;
import org.espalier.models.program.LoadOptions;
import org.espalier.models.program.ProgramStore;
import org.espalier.models.space.CellSize;
import org.espalier.models.space.SearchSpaces;
import org.espalier.models.space.Stem;
import org.espalier.models.space.StemSettings;
import org.espalier.models.testing.Pictures;
import org.espalier.schemas.SupernetForm;
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
    var mixture = SampledMixture.of(weights);
    var form = Pictures.mixed(2, false, some());
    try (var net =
        Supernet.open(settings, form, ProgramStore.at(folder), LoadOptions.defaults(), 5)) {
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
    var form = SupernetForm.newBuilder().setMixed(false).setAllowed(some()).build();
    try (var supernet = Supernet.open(settings, form, store, LoadOptions.defaults(), 5);
        var child = TrainedNetwork.open(settings, choice, store, LoadOptions.defaults(), 6)) {
      child.inherit(supernet.layout(), supernet.state());
      for (int step = 0; step < 2; step++) {
        var batch = Pictures.batch(8, settings.images(), step);
        var mine = supernet.train(batch, new SampledPath(choice), 0.01f, step);
        var alone = child.train(batch, 0.01f, step);
        assertThat(mine.loss()).isCloseTo(alone.loss(), within(1e-3f));
      }
    }
  }

  @Test
  void whatDoesNotFitIsNamedBeforeAnythingIsBuilt() {
    assertThatThrownBy(() -> settings(28, Pictures.PLAIN))
        .hasMessageContaining("at least 32 × 32 pixels with stem imagenet")
        .hasMessageContaining("have 28 × 28");
    var wide = Optional.of(new StemSettings(Stem.IMAGENET, 3));
    var images = ImageSettings.cifar10();
    var size = new CellSize(4, 3, wide);
    assertThatThrownBy(
            () -> Pictures.search(SearchSpaces.named("nb201"), size, images, Pictures.PLAIN))
        .hasMessage("stem must be absent in space nb201, which has one of its own, was imagenet");
    assertThatThrownBy(() -> new StemSettings(Stem.IMAGENET, 0))
        .hasMessage("stemMultiplier must be at least 1, was 0");
    assertThatThrownBy(() -> Pictures.darts(1, 3, wide, images, Pictures.PLAIN))
        .hasMessage("channels must be at least 2 with stem imagenet, was 1");
  }

  private static NetworkSettings settings(int size, OptimizerSettings optimizer) {
    var half = List.of(0.5f, 0.5f, 0.5f);
    var images = new ImageSettings(size, size, false, half, half, 0, false, 0, 4);
    return Pictures.darts(4, 3, Optional.of(StemSettings.of(Stem.IMAGENET)), images, optimizer);
  }

  /** A few operations on every edge, which build faster than all. */
  private static List<Boolean> some() {
    var allowed = new Boolean[EDGES * OPERATIONS];
    Arrays.setAll(
        allowed, i -> Arrays.stream(SOME).anyMatch(operation -> operation == i % OPERATIONS));
    return List.of(allowed);
  }
}
