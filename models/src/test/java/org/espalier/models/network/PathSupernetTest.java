package org.espalier.models.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.espalier.models.data.Batch;
import org.espalier.models.graph.NetworkSettings;
import org.espalier.models.graph.OptimizerSettings;
import org.espalier.models.layer.Slice;
import org.espalier.models.program.LoadOptions;
import org.espalier.models.program.ProgramStore;
import org.espalier.models.testing.Pictures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PathSupernetTest {
  private static final LoadOptions OPTIONS = LoadOptions.defaults();

  @TempDir static Path folder;

  @Test
  void aPathGivesTheSameStepsAsItsChildNetworkAlone() {
    var settings = Pictures.network(new OptimizerSettings(0.9f, true, 5e-4f, true, 2f, 0.1f));
    var store = ProgramStore.at(folder);
    var random = new SplittableRandom(1);
    try (var supernet = open(settings, OPTIONS)) {
      for (int trial = 0; trial < 3; trial++) {
        var path = Pictures.path(random);
        supernet.assign(supernet.layout().initial(5));
        try (var child = TrainedNetwork.open(settings, path.options(), store, OPTIONS, 5)) {
          for (int step = 0; step < 3; step++) {
            var batch = Pictures.batch(8, settings.images(), step);
            assertThat(supernet.score(batch, path).loss())
                .isCloseTo(child.score(batch).loss(), within(1e-4f));
            var mine = supernet.train(batch, path, 0.05f, step);
            var alone = child.train(batch, 0.05f, step);
            assertThat(mine.loss()).isCloseTo(alone.loss(), within(1e-4f));
            assertThat(mine.correct()).isEqualTo(alone.correct());
          }
          assertSharedTensorsEqual(supernet, child);
        }
      }
    }
  }

  @Test
  void operationsThatAreNotTakenKeepTheirWeightsAndMomenta() {
    var settings = Pictures.network(OptimizerSettings.nasBench201());
    var random = new SplittableRandom(2);
    try (var supernet = open(settings, OPTIONS)) {
      for (int step = 0; step < 10; step++) {
        var path = Pictures.path(random);
        var before = supernet.state();
        supernet.train(Pictures.batch(8, settings.images(), step), path, 0.1f, step);
        var after = supernet.state();
        for (var slice : supernet.layout().slices()) {
          int from = slice.offset();
          int to = slice.end();
          boolean changed = !Arrays.equals(before, from, to, after, from, to);
          if (!supernet.touches(slice, path)) {
            assertThat(changed).as(slice.name()).isFalse();
          } else if (slice.decision() < 0 && slice.kind() == Slice.Kind.KERNEL) {
            assertThat(changed).as(slice.name()).isTrue();
          }
        }
      }
    }
  }

  @Test
  void gatesHaveTheGradientOfTheLoss() {
    var settings = Pictures.network(Pictures.PLAIN);
    var store = ProgramStore.at(folder);
    var random = new SplittableRandom(3);
    var batch = Pictures.batch(8, settings.images(), 3);
    try (var supernet = Supernet.open(settings, Pictures.PATH, store, OPTIONS, 5);
        var mixed = Supernet.open(settings, Pictures.MIXED, store, OPTIONS, 5)) {
      for (int trial = 0; trial < 3; trial++) {
        var path = Pictures.path(random);
        var gates = supernet.trainWithGradient(batch, path, 0, 0);
        var mixture = mixed.trainWithGradient(batch, mixed.only(path.options()), 0, 0);
        assertThat(gates.loss()).isCloseTo(mixture.loss(), within(1e-4f));
        assertThat(gates.gradient()).hasSize(Pictures.EDGES);
        for (int edge = 0; edge < Pictures.EDGES; edge++) {
          var same = mixture.gradient()[edge * Pictures.OPERATIONS + path.options()[edge]];
          assertThat(gates.gradient()[edge]).isCloseTo(same, within(1e-4f));
        }
      }
    }
  }

  @Test
  void lossFallsOnPicturesThatCanBeLearned() {
    var settings = Pictures.network(OptimizerSettings.nasBench201());
    var batch = Pictures.batch(32, settings.images(), 4);
    var path = new SampledPath(new int[] {3, 2, 3, 1, 4, 3});
    try (var supernet = open(settings, OPTIONS)) {
      var first = supernet.score(batch, path).loss();
      for (int step = 0; step < 40; step++) {
        supernet.train(batch, path, 0.05f, step);
      }
      var last = supernet.score(batch, path);
      assertThat(last.loss()).isLessThan(first / 3);
      assertThat(last.accuracy()).isGreaterThan(0.9);
    }
  }

  @Test
  void operationsThatAreNotTakenAreNotEvenRead() {
    var settings = Pictures.network(new OptimizerSettings(0.9f, true, 5e-4f, true, 2f, 0));
    var batch = Pictures.batch(8, settings.images(), 6);
    var random = new SplittableRandom(6);
    try (var supernet = open(settings, OPTIONS)) {
      for (int trial = 0; trial < 5; trial++) {
        var path = Pictures.path(random);
        var state = supernet.layout().initial(5);
        for (var slice : supernet.layout().slices()) {
          if (!supernet.touches(slice, path)) {
            Arrays.fill(state, slice.offset(), slice.end(), Float.NaN);
          }
        }
        supernet.assign(state);
        assertThat(supernet.trainWithGradient(batch, path, 0.1f, 0).diverged()).isFalse();
        assertThat(supernet.score(batch, path).diverged()).isFalse();
      }
    }
  }

  @Test
  void bfloat16TrainsToo() {
    var settings = Pictures.network(OptimizerSettings.nasBench201());
    var batch = Pictures.batch(32, settings.images(), 4);
    var path = new SampledPath(new int[] {3, 2, 3, 1, 4, 3});
    var rounded = OPTIONS.withBfloat16(true);
    try (var supernet = open(settings, rounded)) {
      var first = supernet.score(batch, path).loss();
      for (int step = 0; step < 40; step++) {
        supernet.train(batch, path, 0.05f, step);
      }
      assertThat(supernet.score(batch, path).loss()).isLessThan(first / 2);
    }
  }

  @Test
  void badPathsAndBatchesAreNamed() {
    var settings = Pictures.network(OptimizerSettings.nasBench201());
    var batch = Pictures.batch(4, settings.images(), 1);
    try (var supernet = open(settings, OPTIONS)) {
      assertThatThrownBy(() -> supernet.score(batch, path(0, 0, 0, 0, 0, 5)))
          .hasMessageContaining("decision 5 must be in [0, 5), was 5");
      assertThatThrownBy(() -> supernet.score(batch, path(0)))
          .hasMessageContaining("must name 6 options");
      assertThatThrownBy(() -> supernet.score(batch, SampledMixture.of(1)))
          .hasMessageContaining("runs paths");
      var path = path(0, 0, 0, 0, 0, 0);
      assertThatThrownBy(() -> supernet.unrolled(batch, batch, path, 0.1f, 1))
          .hasMessageContaining("only mixtures");
      assertThatThrownBy(() -> supernet.score(Batch.of(new byte[7], new int[] {1}), path))
          .hasMessageContaining("needs at least one image and 192 bytes, has 7");
      assertThatThrownBy(() -> supernet.assign(new float[3])).hasMessageContaining("has 3");
    }
  }

  private static SampledPath path(int... options) {
    return new SampledPath(options);
  }

  private static Supernet open(NetworkSettings settings, LoadOptions options) {
    return Supernet.open(settings, Pictures.PATH, ProgramStore.at(folder), options, 5);
  }

  private static void assertSharedTensorsEqual(Supernet supernet, TrainedNetwork child) {
    var one = supernet.state();
    var other = child.state();
    for (var slice : child.layout().slices()) {
      if (slice.kind() != Slice.Kind.STATISTIC) {
        int from = supernet.layout().slice(slice.name()).offset();
        for (int i = 0; i < slice.size(); i++) {
          assertThat(one[from + i])
              .as(slice.name())
              .isCloseTo(other[slice.offset() + i], within(2e-4f));
        }
      }
    }
  }
}
