package org.espalier.models.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.espalier.models.graph.ImageSettings;
import org.espalier.models.graph.NetworkSettings;
import org.espalier.models.graph.OptimizerSettings;
import org.espalier.models.layer.Slice;
import org.espalier.models.program.LoadOptions;
import org.espalier.models.program.ProgramStore;
import org.espalier.models.space.BlockSize;
import org.espalier.models.space.SearchSpace;
import org.espalier.models.space.SearchSpaces;
import org.espalier.models.testing.FiniteDifferences;
import org.espalier.models.testing.Pictures;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A supernet whose layers share tensors, beside the networks that are parts of it. */
final class ElasticSupernetTest {
  private static final LoadOptions OPTIONS = LoadOptions.defaults();
  private static final ImageSettings IMAGES = Pictures.images(16);
  private static final SearchSpace SPACE = SearchSpaces.named("mobilenetv3");
  private static final List<Integer> STRIDES = List.of(1, 2, 2, 1, 1, 2);
  private static final OptimizerSettings OPTIMIZER =
      new OptimizerSettings(0.9f, true, 5e-4f, true, 2f, 0.1f);

  /** Every kernel and every expansion, absent layers, and units of two, three and four layers. */
  private static final int[] MIXED =
      SPACE.encoding(SPACE.parse("1,5,9,0,2,6,7,3,9,9,0,0,4,8,5,1,3,7,0,0"));

  private static final int[] LARGEST =
      SPACE.encoding(SPACE.parse("9,9,9,9,9,9,9,9,9,9,9,9,9,9,9,9,9,9,9,9"));

  @TempDir static Path folder;
  private static Supernet supernet;
  private static Supernet plain;

  @BeforeAll
  static void open() {
    supernet = supernet(settings(true, OPTIMIZER));
    plain = supernet(settings(true, Pictures.PLAIN));
  }

  @AfterAll
  static void close() {
    supernet.close();
    plain.close();
  }

  @Test
  void aPartScoresAsItsNetworkAlone() {
    var random = new SplittableRandom(1);
    var state = moved(supernet, 1);
    supernet.assign(state);
    for (var path : List.of(MIXED, LARGEST, SPACE.encoding(SPACE.random(random)))) {
      try (var alone = alone(path, OPTIMIZER)) {
        alone.inherit(supernet.layout(), state);
        var batch = Pictures.batch(16, IMAGES, 3);
        assertThat(supernet.score(batch, new SampledPath(path)).loss())
            .isCloseTo(alone.score(batch).loss(), within(1e-4f));
      }
    }
  }

  /** Of the largest, since there no matrix of a kernel is trained, which an alone network lacks. */
  @Test
  void aStepOfTheLargestIsTheStepOfItsNetworkAlone() {
    supernet.assign(moved(supernet, 2));
    try (var alone = alone(LARGEST, OPTIMIZER);
        var after = alone(LARGEST, OPTIMIZER)) {
      alone.inherit(supernet.layout(), supernet.state());
      for (int step = 0; step < 2; step++) {
        var batch = Pictures.batch(16, IMAGES, step);
        var mine = supernet.train(batch, new SampledPath(LARGEST), 0.05f, step);
        assertThat(mine.loss()).isCloseTo(alone.train(batch, 0.05f, step).loss(), within(1e-4f));
      }
      after.inherit(supernet.layout(), supernet.state());
      var one = after.state();
      var other = alone.state();
      for (var slice : alone.layout().slices()) {
        if (slice.kind() == Slice.Kind.KERNEL) {
          for (int i = slice.offset(); i < slice.end(); i++) {
            assertThat(one[i]).as(slice.name()).isCloseTo(other[i], within(1e-3f));
          }
        }
      }
    }
  }

  /** Other channels, the border of a kernel, matrices of other kernels, and layers left out. */
  @Test
  void whatAStepDoesNotUseStaysBitForBitWithItsMomentum() {
    supernet.assign(moved(supernet, 3));
    for (int step = 0; step < 2; step++) {
      supernet.train(Pictures.batch(16, IMAGES, 9), new SampledPath(LARGEST), 0.05f, step);
    }
    var before = supernet.state();
    supernet.train(Pictures.batch(16, IMAGES, 4), new SampledPath(MIXED), 0.05f, 9);
    var after = supernet.state();
    var used = new UsedParts(SPACE, MIXED);
    for (var slice : supernet.layout().slices()) {
      int changed = 0;
      for (int i = 0; i < slice.size(); i++) {
        boolean differs = before[slice.offset() + i] != after[slice.offset() + i];
        changed += differs ? 1 : 0;
        if (!used.isUsed(slice, i)) {
          assertThat(differs).as("%s[%d]", slice.name(), i).isFalse();
        }
      }
      if (slice.kind() == Slice.Kind.KERNEL
          && used.isUsed(slice, slice.shape().get(3 % slice.shape().size()) / 2)) {
        assertThat(changed).as(slice.name()).isPositive();
      }
    }
  }

  /** A plain step of rate 1 is the gradient. */
  @Test
  void gradientsOfPartsAndMatricesAgreeWithFiniteDifferences() {
    var state = moved(plain, 4);
    plain.assign(state);
    var batch = Pictures.batch(16, IMAGES, 5);
    var sample = new SampledPath(MIXED);
    plain.train(batch, sample, 1, 0);
    var after = plain.state();
    int trained = plain.layout().trainedSize();
    var at = java.util.Arrays.copyOf(state, trained);
    var gradient = new float[trained];
    for (int i = 0; i < trained; i++) {
      gradient[i] = state[i] - after[i];
    }
    FiniteDifferences.assertAgree(
        "elastic",
        at,
        gradient,
        1e-5,
        0.02,
        weights -> {
          System.arraycopy(weights, 0, state, 0, trained);
          plain.assign(state);
          return plain.score(batch, sample).loss();
        });
  }

  @Test
  void anyArchitectureIsTrainedWithoutAnotherProgram() throws Exception {
    supernet.assign(supernet.layout().initial(5));
    var random = new SplittableRandom(6);
    long programs = programs();
    for (int step = 0; step < 20; step++) {
      var path = SPACE.encoding(SPACE.random(random));
      var result =
          supernet.train(Pictures.batch(8, IMAGES, step), new SampledPath(path), 0.02f, step);
      assertThat(result.diverged()).isFalse();
    }
    assertThat(programs()).isEqualTo(programs);
  }

  @Test
  void optionsThatShareNothingAreNotElastic() {
    assertThatThrownBy(
            () ->
                SearchSpaces.named("proxyless")
                    .searchNetwork(new BlockSize(1, List.of(), true), Pictures.images(32).input()))
        .hasMessageContaining("elastic must be false in space proxyless");
    var settings = settings(true, OPTIMIZER);
    assertThatThrownBy(
            () -> Supernet.open(settings, Pictures.MIXED, ProgramStore.at(folder), OPTIONS, 5))
        .hasMessageContaining("elastic must be false where options are mixed");
  }

  private static long programs() throws java.io.IOException {
    try (var files = java.nio.file.Files.list(folder)) {
      return files.count();
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

  private static NetworkSettings settings(boolean elastic, OptimizerSettings optimizer) {
    return Pictures.search(SPACE, new BlockSize(0.2, STRIDES, elastic), IMAGES, optimizer);
  }

  private static Supernet supernet(NetworkSettings settings) {
    return Supernet.open(settings, Pictures.PATH, ProgramStore.at(folder), OPTIONS, 5);
  }

  private static TrainedNetwork alone(int[] path, OptimizerSettings optimizer) {
    var settings = settings(false, optimizer);
    return TrainedNetwork.open(settings, path, ProgramStore.at(folder), OPTIONS, 5);
  }
}
