package org.espalier.models.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.espalier.models.data.Batch;
import org.espalier.models.graph.ImageSettings;
import org.espalier.models.graph.LayerSettings;
import org.espalier.models.graph.NetworkSettings;
import org.espalier.models.graph.OptimizerSettings;
import org.espalier.models.graph.SupernetExtras;
import org.espalier.models.layer.Slice;
import org.espalier.models.program.LoadOptions;
import org.espalier.models.program.ProgramStore;
import org.espalier.models.space.BlockSize;
import org.espalier.models.space.SearchSpace;
import org.espalier.models.space.SearchSpaces;
import org.espalier.models.testing.Pictures;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Steps summed over architectures, soft labels, given statistics and sorted channels. */
final class ElasticTrainingTest {
  private static final LoadOptions OPTIONS = LoadOptions.defaults();
  private static final ImageSettings IMAGES = Pictures.images(16);
  private static final SearchSpace SPACE = SearchSpaces.named("mobilenetv3");
  private static final List<Integer> STRIDES = List.of(1, 2, 2, 1, 1, 2);
  private static final SupernetExtras EXTRAS = new SupernetExtras(true, true);
  private static final OptimizerSettings UNCLIPPED =
      new OptimizerSettings(0.9f, true, 5e-4f, true, 0, 0);
  private static final OptimizerSettings CLIPPED =
      new OptimizerSettings(0.9f, true, 5e-4f, true, 2f, 0.1f);

  private static final SampledPath ONE = path("1,5,9,0,2,6,7,3,9,9,0,0,4,8,5,1,3,7,0,0");
  private static final SampledPath OTHER = path("7,1,0,0,9,3,2,0,1,4,8,2,5,5,0,0,1,1,1,1");
  private static final SampledPath LARGEST = path("9,9,9,9,9,9,9,9,9,9,9,9,9,9,9,9,9,9,9,9");
  private static final SampledPath SMALLEST = path("1,1,0,0,1,1,0,0,1,1,0,0,1,1,0,0,1,1,0,0");

  @TempDir static Path folder;
  private static Supernet supernet;

  @BeforeAll
  static void open() {
    var network = SPACE.searchNetwork(new BlockSize(0.2, STRIDES, true), IMAGES.input());
    var settings = new NetworkSettings(network, IMAGES, UNCLIPPED, LayerSettings.DEFAULTS, EXTRAS);
    supernet = Supernet.open(settings, Pictures.PATH, ProgramStore.at(folder), OPTIONS, 5);
  }

  @AfterAll
  static void close() {
    supernet.close();
  }

  @Test
  void aSumOfOnePathIsTheStepAlongIt() {
    var start = moved(supernet, 1);
    supernet.assign(start);
    var batch = Pictures.batch(16, IMAGES, 3);
    var direct = supernet.train(batch, ONE, 0.05f, 1);
    supernet.train(batch, ONE, 0.05f, 2);
    var wanted = supernet.state();
    supernet.assign(start);
    var added = supernet.addGradient(batch, ONE, new float[0], 1);
    assertThat(added.loss()).isEqualTo(direct.loss());
    assertThat(supernet.state()).isEqualTo(start);
    supernet.takeStep(0.05f);
    supernet.addGradient(batch, ONE, new float[0], 2);
    supernet.takeStep(0.05f);
    assertClose(supernet.state(), wanted, 1e-5f);
  }

  @Test
  void gradientsOfSeveralPathsAreSummedNotAveraged() {
    var start = moved(supernet, 2);
    var batch = Pictures.batch(16, IMAGES, 4);
    var wanted = start.clone();
    for (var path : List.of(ONE, OTHER)) {
      supernet.assign(start);
      supernet.train(batch, path, 0.01f, 0);
      var after = supernet.state();
      for (int i = 0; i < wanted.length; i++) {
        wanted[i] += after[i] - start[i];
      }
    }
    supernet.assign(start);
    supernet.addGradient(batch, ONE, new float[0], 0);
    supernet.addGradient(batch, OTHER, new float[0], 0);
    supernet.takeStep(0.01f);
    assertTrainedClose(supernet, wanted, 1e-4f);
  }

  @Test
  void whatNoPathOfASumUsesStaysBitForBitWithItsMomentum() {
    supernet.assign(moved(supernet, 3));
    var batch = Pictures.batch(16, IMAGES, 5);
    supernet.train(batch, LARGEST, 0.05f, 0);
    var before = supernet.state();
    supernet.addGradient(batch, ONE, new float[0], 0);
    supernet.addGradient(batch, OTHER, new float[0], 0);
    supernet.takeStep(0.05f);
    var after = supernet.state();
    var used = List.of(new UsedParts(SPACE, ONE.options()), new UsedParts(SPACE, OTHER.options()));
    int untouched = 0;
    for (var slice : supernet.layout().slices()) {
      for (int i = 0; i < slice.size(); i++) {
        int at = i;
        if (used.stream().noneMatch(parts -> parts.isUsed(slice, at))) {
          untouched++;
          assertThat(after[slice.offset() + i])
              .as("%s[%d]", slice.name(), i)
              .isEqualTo(before[slice.offset() + i]);
        }
      }
    }
    assertThat(untouched).isPositive();
  }

  /** The sum of two cross-entropies against the same labels has twice the gradient of one. */
  @Test
  void softLabelsThatAreTheLabelsDoubleTheGradient() {
    var start = moved(supernet, 4);
    var batch = Pictures.batch(16, IMAGES, 6);
    supernet.assign(start);
    supernet.train(batch, OTHER, 0.02f, 0);
    var wanted = supernet.state();
    supernet.assign(start);
    var labels = new float[16 * IMAGES.classes()];
    for (int i = 0; i < 16; i++) {
      labels[i * IMAGES.classes() + batch.labels()[i]] = 1;
    }
    supernet.addGradient(batch, OTHER, labels, 0);
    supernet.takeStep(0.01f);
    assertTrainedClose(supernet, wanted, 1e-4f);
  }

  @Test
  void softLabelsAreProbabilitiesByWhichTheTeacherItselfScores() {
    supernet.assign(moved(supernet, 5));
    var batch = Pictures.batch(16, IMAGES, 7);
    var soft = supernet.softLabels(batch, LARGEST, 0);
    double loss = 0;
    for (int i = 0; i < 16; i++) {
      double sum = 0;
      for (int label = 0; label < IMAGES.classes(); label++) {
        sum += soft[i * IMAGES.classes() + label];
      }
      assertThat(sum).isCloseTo(1, within(1e-5));
      loss -= Math.log(soft[i * IMAGES.classes() + batch.labels()[i]]) / 16;
    }
    assertThat(supernet.score(batch, LARGEST).loss()).isCloseTo((float) loss, within(1e-4f));
  }

  @Test
  void byGivenStatisticsAnImageScoresAlikeInEveryBatch() {
    supernet.assign(moved(supernet, 6));
    var batch = Pictures.batch(16, IMAGES, 8);
    var statistics = supernet.statistics(batch, ONE);
    var whole = supernet.score(batch, ONE, statistics);
    var first = supernet.score(half(batch, 0), ONE, statistics);
    var second = supernet.score(half(batch, 1), ONE, statistics);
    assertThat((first.loss() + second.loss()) / 2).isCloseTo(whole.loss(), within(1e-4f));
    // Variances that are kept are unbiased, those within a batch are not.
    assertThat(whole.loss()).isCloseTo(supernet.score(batch, ONE).loss(), within(0.05f));
    var others = supernet.statistics(Pictures.batch(16, IMAGES, 9), ONE);
    assertThat(supernet.score(batch, ONE, others).loss()).isNotEqualTo(whole.loss());
    assertThat(supernet.statistics(batch, LARGEST)).doesNotContain(0f);
    assertThat(statistics).hasSameSizeAs(others).contains(0f);
  }

  @Test
  void sortedChannelsLeaveTheLargestAsItWasAndPutWhatMattersFirst() {
    supernet.assign(moved(supernet, 7));
    var batch = Pictures.batch(16, IMAGES, 10);
    var largest = supernet.score(batch, LARGEST).loss();
    var smallest = supernet.score(batch, SMALLEST).loss();
    supernet.sortChannels(List.of(6));
    assertThat(supernet.score(batch, LARGEST).loss()).isCloseTo(largest, within(1e-4f));
    assertThat(supernet.score(batch, SMALLEST).loss()).isNotEqualTo(smallest);
    assertThat(importance("layer4")).isSortedAccordingTo((a, b) -> Double.compare(b, a));

    // Channels that expansion 4 used stay before those that it did not.
    var start = moved(supernet, 8);
    supernet.assign(start);
    var used = importance("layer4").stream().limit(32).sorted().toList();
    supernet.sortChannels(List.of(4, 6));
    assertThat(importance("layer4").stream().limit(32).sorted().toList()).isEqualTo(used);
    assertThat(supernet.score(batch, LARGEST).loss()).isNotNaN();
  }

  @Test
  void pathsOfSeparateTensorsHaveAllOfItToo() {
    var settings = Pictures.network(CLIPPED);
    var with =
        new NetworkSettings(
            settings.network(), settings.images(), settings.optimizer(), settings.layers(), EXTRAS);
    var batch = Pictures.batch(16, Pictures.TINY, 1);
    try (var paths = Supernet.open(with, Pictures.PATH, ProgramStore.at(folder), OPTIONS, 5)) {
      var path = Pictures.path(new SplittableRandom(1));
      var start = paths.state();
      paths.train(batch, path, 0.05f, 0);
      var wanted = paths.state();
      paths.assign(start);
      paths.addGradient(batch, path, new float[0], 0);
      paths.takeStep(0.05f);
      assertClose(paths.state(), wanted, 1e-5f);
      var statistics = paths.statistics(batch, path);
      assertThat(paths.score(batch, path, statistics).loss())
          .isCloseTo(paths.score(batch, path).loss(), within(0.05f));
      assertThatThrownBy(() -> paths.sortChannels(List.of(6))).hasMessageContaining("elastic");
    }
  }

  //////////////////////////////////////////////////////////////////////////////////////////////

  private static List<Double> importance(String layer) {
    var state = supernet.state();
    var kernel = supernet.layout().slice(layer + "/project/kernel");
    int outputs = kernel.shape().get(3);
    var sums = new double[kernel.shape().get(2)];
    for (int i = 0; i < kernel.size(); i++) {
      sums[i / outputs] += Math.abs(state[kernel.offset() + i]);
    }
    return Arrays.stream(sums).boxed().toList();
  }

  private static Batch half(Batch batch, int which) {
    int bytes = batch.images().remaining() / 2;
    var images = new byte[bytes];
    batch.images().duplicate().position(which * bytes).get(images);
    int size = batch.size() / 2;
    var labels = Arrays.copyOfRange(batch.labels(), which * size, (which + 1) * size);
    return Batch.of(images, labels);
  }

  private static void assertTrainedClose(Supernet network, float[] wanted, float tolerance) {
    var state = network.state();
    for (int i = 0; i < network.layout().trainedSize(); i++) {
      assertThat(state[i]).isCloseTo(wanted[i], within(tolerance));
    }
  }

  private static void assertClose(float[] state, float[] wanted, float tolerance) {
    for (int i = 0; i < state.length; i++) {
      assertThat(state[i]).isCloseTo(wanted[i], within(tolerance));
    }
  }

  /** A state in which no two values of a tensor are alike, matrices included. */
  private static float[] moved(Supernet network, long seed) {
    var random = new SplittableRandom(seed);
    var state = network.layout().initial(seed);
    for (var slice : network.layout().slices()) {
      if (slice.kind() != Slice.Kind.MOMENTUM) {
        for (int i = slice.offset(); i < slice.end(); i++) {
          state[i] += (float) (0.1 * (random.nextDouble() - 0.5));
        }
      }
    }
    return state;
  }

  private static SampledPath path(String kinds) {
    return new SampledPath(SPACE.encoding(SPACE.parse(kinds)));
  }
}
