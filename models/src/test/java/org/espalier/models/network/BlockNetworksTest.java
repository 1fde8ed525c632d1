package org.espalier.models.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.espalier.models.data.Batch;
import org.espalier.models.graph.ImageSettings;
import org.espalier.models.graph.NetworkSettings;
import org.espalier.models.graph.OptimizerSettings;
import org.espalier.models.layer.Slice;
import org.espalier.models.program.LoadOptions;
import org.espalier.models.program.ProgramStore;
import org.espalier.models.space.BlockSize;
import org.espalier.models.space.SearchSpace;
import org.espalier.models.space.SearchSpaces;
import org.espalier.models.testing.Pictures;
import org.espalier.schemas.SupernetForm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Supernets of blocks, a path a step, beside the networks of the same paths alone. */
final class BlockNetworksTest {
  private static final LoadOptions OPTIONS = LoadOptions.defaults();
  private static final ImageSettings IMAGES = Pictures.images(16);

  @TempDir static Path folder;

  private static final Arguments PROXYLESS =
      Arguments.of("proxyless", new BlockSize(0.1, List.of(1, 2, 1, 2, 1, 1, 1)));

  static Stream<Arguments> spaces() {
    return Stream.of(
        Arguments.of("mobilenetv3", new BlockSize(0.2, List.of(1, 2, 2, 1, 1, 2))),
        Arguments.of("shufflenet", new BlockSize(0.1, List.of(1, 1, 2, 2, 1))),
        PROXYLESS);
  }

  /** One of them, since a supernet takes its time to build; it has unequal decisions. */
  static Stream<Arguments> spaceOfPaths() {
    return Stream.of(PROXYLESS);
  }

  /** In floating point a step is the same to a few bits, which later steps multiply. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("spaceOfPaths")
  void aPathGivesTheStepOfItsNetworkAloneAndTouchesNothingElse(String name, BlockSize size) {
    var space = SearchSpaces.named(name);
    var settings = settings(space, size, new OptimizerSettings(0.9f, true, 5e-4f, true, 2f, 0.1f));
    var path = space.encoding(space.random(new SplittableRandom(1)));
    var sample = new SampledPath(path);
    var batch = Pictures.batch(16, IMAGES, 1);
    try (var supernet = supernet(settings, everySixth(settings, path));
        var alone = alone(settings, path)) {
      alone.inherit(supernet.layout(), supernet.state());
      assertThat(supernet.score(batch, sample).loss()).isEqualTo(alone.score(batch).loss());
      var before = supernet.state();
      var mine = supernet.train(batch, sample, 0.05f, 1);
      assertThat(mine.loss()).isCloseTo(alone.train(batch, 0.05f, 1).loss(), within(1e-5f));
      assertThat(supernet.score(batch, sample).loss())
          .isCloseTo(alone.score(batch).loss(), within(1e-4f));
      var after = supernet.state();
      for (var slice : supernet.layout().slices()) {
        int from = slice.offset();
        int to = slice.end();
        boolean changed = !Arrays.equals(before, from, to, after, from, to);
        if (!supernet.touches(slice, sample)) {
          assertThat(changed).as(slice.name()).isFalse();
        } else if (slice.kind() == Slice.Kind.KERNEL) {
          assertThat(changed).as(slice.name()).isTrue();
        }
      }
    }
  }

  /**
   * What DSNAS finds is not trained again: by the statistics of a batch the network alone has the
   * logits of the supernet, bit for bit. The losses of all labels together tell the logits apart.
   */
  @Test
  void whatWasFoundHasTheLogitsOfTheSupernet() {
    var space = SearchSpaces.named("shufflenet");
    var settings =
        settings(
            space, new BlockSize(0.1, List.of(1, 1, 2, 2, 1)), OptimizerSettings.nasBench201());
    var path = space.encoding(space.random(new SplittableRandom(2)));
    var sample = new SampledPath(path);
    try (var supernet = supernet(settings, everySixth(settings, path));
        var alone = alone(settings, path)) {
      for (int step = 0; step < 3; step++) {
        supernet.train(Pictures.batch(16, IMAGES, step), sample, 0.05f, step);
      }
      alone.inherit(supernet.layout(), supernet.state());
      var images = Pictures.batch(16, IMAGES, 9).images();
      for (int label = 0; label < IMAGES.classes(); label++) {
        for (int at = 0; at < 16; at++) {
          var labels = new int[16];
          labels[at] = label;
          var batch = Batch.of(images, labels);
          assertThat(alone.score(batch).loss()).isEqualTo(supernet.score(batch, sample).loss());
        }
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("spaces")
  void theLargestNetworkLearnsPictures(String name, BlockSize size) {
    var space = SearchSpaces.named(name);
    var settings = settings(space, size, OptimizerSettings.nasBench201());
    var batch = Pictures.batch(32, IMAGES, 4);
    var largest = space.searchNetwork(size, IMAGES.input()).options();
    var path = new int[largest.decisions()];
    for (int at = 0; at < path.length; at++) {
      path[at] = largest.options(at) - 2;
    }
    try (var alone = alone(settings, path)) {
      var first = alone.score(batch).loss();
      for (int step = 0; step < 40; step++) {
        alone.train(batch, 0.05f, step);
      }
      assertThat(alone.score(batch).loss()).isLessThan(first / 2);
      assertThat(alone.export(folder.resolve(name)).directory()).isDirectory();
    }
  }

  private static NetworkSettings settings(
      SearchSpace space, BlockSize size, OptimizerSettings optimizer) {
    return Pictures.search(space, size, IMAGES, optimizer);
  }

  private static Supernet supernet(NetworkSettings settings, List<Boolean> allowed) {
    var form = SupernetForm.newBuilder().setMixed(false).setAllowed(allowed).build();
    return Supernet.open(settings, form, ProgramStore.at(folder), OPTIONS, 5);
  }

  /** A sixth of the options, and those of a path. */
  private static List<Boolean> everySixth(NetworkSettings settings, int[] path) {
    var options = settings.network().options();
    var allowed = new ArrayList<Boolean>();
    for (int at = 0; at < path.length; at++) {
      for (int option = 0; option < options.options(at); option++) {
        allowed.add(option == path[at] || allowed.size() % 6 == 0);
      }
    }
    return allowed;
  }

  private static TrainedNetwork alone(NetworkSettings settings, int[] path) {
    return TrainedNetwork.open(settings, path, ProgramStore.at(folder), OPTIONS, 5);
  }
}
