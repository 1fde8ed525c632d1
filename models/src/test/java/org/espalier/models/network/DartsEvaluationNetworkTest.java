package org.espalier.models.network;

import org.espalier.models.space.AuxiliaryHead;
import org.espalier.models.graph.ImageSettings;
import org.espalier.models.graph.OptimizerSettings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.espalier.models.data.Batch;
import org.espalier.models.program.HostArray;
import org.espalier.models.program.LoadOptions;
import org.espalier.models.program.LoadedProgram;
import org.espalier.models.program.ProgramStore;
import org.espalier.models.space.DartsCells;
import org.espalier.models.space.DartsMacro;
import org.espalier.models.operation.PoolNorm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Five cells of four channels on images of 32×32. */
final class DartsEvaluationNetworkTest {
  private static final ImageSettings IMAGES =
      new ImageSettings(
          32, 32, false, List.of(0.5f, 0.5f, 0.5f), List.of(0.25f, 0.25f, 0.25f), 0, false, 0, 4);
  private static final Batch BATCH = Pictures.batch(64, IMAGES, 1);

  @TempDir static Path folder;

  @Test
  void theLossFallsOnSixtyFourImagesAndInferenceDoesNotDependOnTheBatch() {
    var directory = folder.resolve("model");
    try (var net = open(settings(PublishedCells.DARTS_V2, PoolNorm.NONE, 0.4f))) {
      float first = net.train(BATCH, 0.05f, 0.1f, 0).loss();
      for (int step = 1; step < 15; step++) {
        net.train(BATCH, 0.05f, 0.1f, step);
      }
      assertThat(net.score(BATCH).loss()).isLessThan(0.6f * first);
      for (int i = 0; i < 20; i++) {
        net.calibrate(BATCH);
      }
      var all = net.infer(BATCH);
      var alone = net.infer(firstImages(2));
      assertThat(Arrays.copyOf(all, alone.length)).containsExactly(alone, within(1e-4f));
      var exported = net.export(directory);
      try (var loaded = LoadedProgram.load(exported, LoadOptions.defaults())) {
        var images = HostArray.of(BATCH.images(), BATCH.size(), 32, 32, 3);
        var outputs = loaded.run("serving_default", Map.of("images", images));
        assertThat(outputs.get("logits").floats()).containsExactly(all, within(1e-3f));
      }
    }
  }

  @Test
  void sameSeedsGiveTheSameWeightsAndDroppedPathsOthers() {
    try (var net = open(settings(PublishedCells.CNAS, PoolNorm.PLAIN, 0.4f))) {
      var once = weightsAfter(net, 2, 0.2f, 1);
      assertThat(weightsAfter(net, 2, 0.2f, 1)).isEqualTo(once);
      assertThat(weightsAfter(net, 2, 0.2f, 2)).isNotEqualTo(once);
      assertThat(weightsAfter(net, 2, 0, 1)).isNotEqualTo(once);
      assertThat(weightsAfter(net, 2, 0, 2))
          .as("without drop-path and augmentation the seed is of no use")
          .isEqualTo(weightsAfter(net, 2, 0, 1));
      assertThatThrownBy(() -> net.train(BATCH, 0.1f, 1, 1))
          .hasMessageContaining("dropPath must be in [0, 1), was 1.0");
    }
  }

  @Test
  void theAuxiliaryLossMovesTheWeightsBeforeItButNotThoseAfter() {
    var aux = settings(PublishedCells.DARTS_V2, PoolNorm.NONE, 0.4f);
    var none = settings(PublishedCells.DARTS_V2, PoolNorm.NONE, 0);
    try (var with = open(aux);
        var without = open(none)) {
      weightsAfter(with, 1, 0, 1);
      weightsAfter(without, 1, 0, 1);
      assertThat(tensor(with, "stem/kernel")).isNotEqualTo(tensor(without, "stem/kernel"));
      assertThat(tensor(with, "classifier/bias")).isEqualTo(tensor(without, "classifier/bias"));
      assertThat(without.layout().slices())
          .noneMatch(slice -> slice.name().startsWith(AuxiliaryHead.NAME));
    }
  }

  @Test
  void edgesWithoutOperationTrainToo() {
    var settings = settings(PublishedCells.SNAS_AGGRESSIVE, PoolNorm.AFFINE, 0);
    try (var net = open(settings)) {
      assertThat(net.train(BATCH, 0.05f, 0.1f, 1).diverged()).isFalse();
      assertThat(net.train(BATCH, 0.05f, 0.1f, 2).diverged()).isFalse();
    }
  }

  @Test
  void anAuxiliaryClassifierNeedsLargeEnoughImages() {
    var macro = new DartsMacro("tiny", 4, 5, DartsMacro.Stem.CIFAR);
    assertThatThrownBy(
            () ->
                new DartsEvaluation(
                    macro, PublishedCells.CNAS, PoolNorm.NONE, 0.4f, Pictures.TINY, Pictures.PLAIN))
        .hasMessageContaining("at least 29 × 29 pixels")
        .hasMessageContaining("have 8 × 8");
  }

  private static DartsEvaluation settings(DartsCells cells, PoolNorm pools, float auxiliary) {
    var macro = new DartsMacro("tiny", 4, 5, DartsMacro.Stem.CIFAR);
    var optimizer = new OptimizerSettings(0.9f, false, 3e-4f, true, 0, 0);
    return new DartsEvaluation(macro, cells, pools, auxiliary, IMAGES, optimizer);
  }

  private static DartsEvaluationNetwork open(DartsEvaluation settings) {
    return DartsEvaluationNetwork.open(
        settings, ProgramStore.at(folder), LoadOptions.defaults(), 3);
  }

  private static float[] weightsAfter(
      DartsEvaluationNetwork net, int steps, float dropPath, long seed) {
    net.assign(net.layout().initial(3));
    for (int step = 0; step < steps; step++) {
      net.train(BATCH, 0.05f, dropPath, seed);
    }
    return net.state();
  }

  private static float[] tensor(DartsEvaluationNetwork net, String name) {
    var slice = net.layout().slice(name);
    return Arrays.copyOfRange(net.state(), slice.offset(), slice.end());
  }

  private static Batch firstImages(int count) {
    var bytes = new byte[count * IMAGES.bytes()];
    ByteBuffer images = BATCH.images().duplicate();
    images.get(bytes);
    return Batch.of(bytes, Arrays.copyOf(BATCH.labels(), count));
  }
}
