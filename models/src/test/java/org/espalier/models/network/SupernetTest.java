package org.espalier.models.network;

import org.espalier.models.graph.OptimizerSettings;
import org.espalier.models.layer.Slice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.espalier.models.data.Batch;
import org.espalier.models.program.LoadOptions;
import org.espalier.models.program.ProgramStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SupernetTest {
  private static final LoadOptions OPTIONS = LoadOptions.defaults();

  @TempDir static Path folder;

  @Test
  void aPathGivesTheSameStepsAsItsChildNetworkAlone() {
    var settings = Pictures.network(new OptimizerSettings(0.9f, true, 5e-4f, true, 2f, 0.1f));
    var store = ProgramStore.at(folder);
    var random = new SplittableRandom(1);
    try (var supernet = Supernet.open(settings, store, OPTIONS, 5)) {
      for (int trial = 0; trial < 3; trial++) {
        var choice = Pictures.choice(random);
        supernet.assign(supernet.layout().initial(5));
        try (var child = ChildNetwork.open(settings, choice, store, OPTIONS, 5)) {
          for (int step = 0; step < 3; step++) {
            var batch = Pictures.batch(8, settings.images(), step);
            assertThat(supernet.score(batch, choice).loss())
                .isCloseTo(child.score(batch).loss(), within(1e-4f));
            var mine = supernet.train(batch, choice, 0.05f, step);
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
    try (var supernet = Supernet.open(settings, ProgramStore.at(folder), OPTIONS, 5)) {
      for (int step = 0; step < 10; step++) {
        var choice = Pictures.choice(random);
        var before = supernet.state();
        supernet.train(Pictures.batch(8, settings.images(), step), choice, 0.1f, step);
        var after = supernet.state();
        for (var slice : supernet.layout().slices()) {
          boolean changed = false;
          for (int i = slice.offset(); i < slice.end(); i++) {
            changed |= before[i] != after[i];
          }
          if (!slice.touchedBy(choice)) {
            assertThat(changed).as(slice.name()).isFalse();
          } else if (slice.edge() < 0 && slice.kind() == Slice.Kind.KERNEL) {
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
    try (var supernet = Supernet.open(settings, store, OPTIONS, 5);
        var mixed = MixedSupernet.open(settings, store, OPTIONS, 5)) {
      for (int trial = 0; trial < 3; trial++) {
        var choice = Pictures.choice(random);
        var oneHot = new float[Pictures.EDGES * Pictures.OPERATIONS];
        for (int edge = 0; edge < Pictures.EDGES; edge++) {
          oneHot[edge * Pictures.OPERATIONS + choice[edge]] = 1;
        }
        var path = supernet.trainWithGates(batch, choice, 0, 0);
        var mixture = mixed.trainWithGradient(batch, Mixture.of(oneHot), 0, 0);
        assertThat(path.loss()).isCloseTo(mixture.loss(), within(1e-4f));
        for (int edge = 0; edge < Pictures.EDGES; edge++) {
          var same = mixture.gradient().get(edge * Pictures.OPERATIONS + choice[edge]);
          assertThat(path.gradient().get(edge)).isCloseTo(same, within(1e-4f));
        }
      }
    }
  }

  @Test
  void lossFallsOnPicturesThatCanBeLearned() {
    var settings = Pictures.network(OptimizerSettings.nasBench201());
    var batch = Pictures.batch(32, settings.images(), 4);
    var choice = new int[] {3, 2, 3, 1, 4, 3};
    try (var supernet = Supernet.open(settings, ProgramStore.at(folder), OPTIONS, 5)) {
      var first = supernet.score(batch, choice).loss();
      for (int step = 0; step < 40; step++) {
        supernet.train(batch, choice, 0.05f, step);
      }
      var last = supernet.score(batch, choice);
      assertThat(last.loss()).isLessThan(first / 3);
      assertThat(last.accuracy()).isGreaterThan(0.9);
    }
  }

  @Test
  void operationsThatAreNotTakenAreNotEvenRead() {
    var settings = Pictures.network(new OptimizerSettings(0.9f, true, 5e-4f, true, 2f, 0));
    var batch = Pictures.batch(8, settings.images(), 6);
    var random = new SplittableRandom(6);
    try (var supernet = Supernet.open(settings, ProgramStore.at(folder), OPTIONS, 5)) {
      for (int trial = 0; trial < 5; trial++) {
        var choice = Pictures.choice(random);
        var state = supernet.layout().initial(5);
        for (var slice : supernet.layout().slices()) {
          if (!slice.touchedBy(choice)) {
            Arrays.fill(state, slice.offset(), slice.end(), Float.NaN);
          }
        }
        supernet.assign(state);
        assertThat(supernet.trainWithGates(batch, choice, 0.1f, 0).diverged()).isFalse();
        assertThat(supernet.score(batch, choice).diverged()).isFalse();
      }
    }
  }

  @Test
  void bfloat16TrainsToo() {
    var settings = Pictures.network(OptimizerSettings.nasBench201());
    var batch = Pictures.batch(32, settings.images(), 4);
    var choice = new int[] {3, 2, 3, 1, 4, 3};
    var rounded = OPTIONS.withBfloat16(true);
    try (var supernet = Supernet.open(settings, ProgramStore.at(folder), rounded, 5)) {
      var first = supernet.score(batch, choice).loss();
      for (int step = 0; step < 40; step++) {
        supernet.train(batch, choice, 0.05f, step);
      }
      assertThat(supernet.score(batch, choice).loss()).isLessThan(first / 2);
    }
  }

  @Test
  void badPathsAndBatchesAreNamed() {
    var settings = Pictures.network(OptimizerSettings.nasBench201());
    var batch = Pictures.batch(4, settings.images(), 1);
    try (var supernet = Supernet.open(settings, ProgramStore.at(folder), OPTIONS, 5)) {
      assertThatThrownBy(() -> supernet.score(batch, new int[] {0, 0, 0, 0, 0, 5}))
          .hasMessage("operation must be in [0, 5), was 5");
      assertThatThrownBy(() -> supernet.score(batch, new int[] {0}))
          .hasMessageContaining("choice must name 6 operations");
      assertThatThrownBy(() -> supernet.score(Batch.of(new byte[7], new int[] {1}), new int[6]))
          .hasMessageContaining("needs at least one image and 192 bytes, has 7");
      assertThatThrownBy(() -> supernet.assign(new float[3])).hasMessageContaining("has 3");
    }
  }

  private static void assertSharedTensorsEqual(Supernet supernet, ChildNetwork child) {
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
