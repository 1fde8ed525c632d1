package org.espalier.models.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.espalier.models.catalog.PublishedArchitectures;
import org.espalier.models.data.Batch;
import org.espalier.models.graph.ImageSettings;
import org.espalier.models.graph.NetworkSettings;
import org.espalier.models.graph.OptimizerSettings;
import org.espalier.models.layer.Slice;
import org.espalier.models.operation.PoolNorm;
import org.espalier.models.program.HostArray;
import org.espalier.models.program.LoadOptions;
import org.espalier.models.program.LoadedProgram;
import org.espalier.models.program.ProgramStore;
import org.espalier.models.space.CellSize;
import org.espalier.models.space.Evaluation;
import org.espalier.models.space.NetworkSize;
import org.espalier.models.space.SearchSpaces;
import org.espalier.models.testing.Pictures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Five cells of four channels on images of 32×32. */
final class DartsTrainedNetworkTest {
  private static final ImageSettings IMAGES = Pictures.images(32);
  private static final NetworkSize SIZE = new CellSize(4, 5);
  private static final Batch BATCH = Pictures.batch(64, IMAGES, 1);
  private static final Batch FEW = Pictures.batch(16, IMAGES, 1);

  @TempDir static Path folder;

  @Test
  void theLossFallsOnSixtyFourImagesAndInferenceDoesNotDependOnTheBatch() {
    var directory = folder.resolve("model");
    try (var net = open("DARTS_V2", PoolNorm.NONE, 0.4f)) {
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
    try (var net = open("CNAS", PoolNorm.PLAIN, 0.4f)) {
      var once = weightsAfter(net, 2, 0.2f, 1);
      assertThat(weightsAfter(net, 2, 0.2f, 1)).isEqualTo(once);
      assertThat(weightsAfter(net, 2, 0.2f, 2)).isNotEqualTo(once);
      assertThat(weightsAfter(net, 2, 0, 1)).isNotEqualTo(once);
      assertThat(weightsAfter(net, 2, 0, 2))
          .as("without drop-path and augmentation the seed is of no use")
          .isEqualTo(weightsAfter(net, 2, 0, 1));
      assertThatThrownBy(() -> net.train(FEW, 0.1f, 1, 1))
          .hasMessageContainingAll("dropPath", "[0, 1)", "1.0");
    }
  }

  @Test
  void theAuxiliaryLossMovesTheWeightsBeforeItButNotThoseAfter() {
    try (var with = open("DARTS_V2", PoolNorm.NONE, 0.4f);
        var without = open("DARTS_V2", PoolNorm.NONE, 0)) {
      weightsAfter(with, 1, 0, 1);
      weightsAfter(without, 1, 0, 1);
      assertThat(tensor(with, "stem/kernel")).isNotEqualTo(tensor(without, "stem/kernel"));
      assertThat(tensor(with, "classifier/bias")).isEqualTo(tensor(without, "classifier/bias"));
      assertThat(without.layout().slices())
          .noneMatch(slice -> slice.name().startsWith("auxiliary"));
    }
  }

  @Test
  void edgesWithoutOperationTrainToo() {
    try (var net = open("SNAS_aggressive", PoolNorm.AFFINE, 0)) {
      assertThat(net.train(FEW, 0.05f, 0.1f, 1).diverged()).isFalse();
      assertThat(net.train(FEW, 0.05f, 0.1f, 2).diverged()).isFalse();
    }
  }

  @Test
  void anExportedNetworkNormalizesAfterPoolsWhereItsMethodDoes() {
    try (var none = open("SNAS_mild", PoolNorm.NONE, 0);
        var affine = open("SNAS_mild", PoolNorm.AFFINE, 0)) {
      assertThat(poolScales(none)).isEmpty();
      // Five pools in each of two reduction cells.
      assertThat(poolScales(affine)).hasSize(10);
    }
  }

  private static List<String> poolScales(TrainedNetwork net) {
    return net.layout().slices().stream()
        .map(Slice::name)
        .filter(name -> name.endsWith("_pool_3x3/scale"))
        .toList();
  }

  @Test
  void anAuxiliaryClassifierNeedsLargeEnoughImages() {
    var how = new Evaluation(PoolNorm.NONE, 0.4f);
    var space = SearchSpaces.named("darts");
    assertThatThrownBy(() -> space.evaluationNetwork(SIZE, Pictures.TINY.input(), how))
        .hasMessageContaining("at least 29 × 29 pixels")
        .hasMessageContaining("have 8 × 8");
  }

  private static TrainedNetwork open(String name, PoolNorm pools, float auxiliary) {
    var cell =
        PublishedArchitectures.all().stream()
            .filter(published -> published.name().equals(name))
            .findFirst()
            .orElseThrow();
    var space = SearchSpaces.named(cell.space());
    var network = space.evaluationNetwork(SIZE, IMAGES.input(), new Evaluation(pools, auxiliary));
    var optimizer = new OptimizerSettings(0.9f, false, 3e-4f, true, 0, 0);
    return TrainedNetwork.open(
        new NetworkSettings(network, IMAGES, optimizer),
        space.encoding(cell.genotype().orElseThrow()),
        ProgramStore.at(folder),
        LoadOptions.defaults(),
        3);
  }

  private static float[] weightsAfter(TrainedNetwork net, int steps, float dropPath, long seed) {
    net.assign(net.layout().initial(3));
    for (int step = 0; step < steps; step++) {
      net.train(FEW, 0.05f, dropPath, seed);
    }
    return net.state();
  }

  private static float[] tensor(TrainedNetwork net, String name) {
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
