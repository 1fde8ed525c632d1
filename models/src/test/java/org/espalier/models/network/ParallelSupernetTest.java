package org.espalier.models.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.espalier.models.graph.ImageSettings;
import org.espalier.models.graph.NetworkSettings;
import org.espalier.models.graph.OptimizerSettings;
import org.espalier.models.operation.MotifGenes;
import org.espalier.models.program.LoadOptions;
import org.espalier.models.program.ProgramStore;
import org.espalier.models.testing.FiniteDifferences;
import org.espalier.models.testing.Pictures;
import org.espalier.schemas.SupernetForm;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cells side by side, their genes told each step, beside the networks of single cells. */
final class ParallelSupernetTest {
  private static final int CELLS = 2;
  private static final LoadOptions OPTIONS = LoadOptions.defaults();
  private static final ImageSettings IMAGES = Pictures.images(16);
  private static final int DECISIONS = MotifGenes.GENES.size();
  private static final OptimizerSettings OPTIMIZER =
      new OptimizerSettings(0.9f, true, 5e-4f, true, 2f, 0);
  private static final SupernetForm FORM =
      SupernetForm.newBuilder().setMixed(false).setParallel(CELLS).build();

  @TempDir static Path folder;
  private static Supernet supernet;

  @BeforeAll
  static void open() {
    supernet = Supernet.open(settings(), FORM, ProgramStore.at(folder), OPTIONS, 5);
  }

  @AfterAll
  static void close() {
    supernet.close();
  }

  @Test
  void theFirstCellsAloneScoreAsTheirNetwork() {
    supernet.assign(moved(1));
    var random = new SplittableRandom(1);
    for (int i = 0; i < 3; i++) {
      var path = path(random);
      try (var alone = TrainedNetwork.open(settings(), path, ProgramStore.at(folder), OPTIONS, 7)) {
        alone.inherit(supernet.layout(), supernet.state());
        var batch = Pictures.batch(16, IMAGES, 3);
        assertThat(supernet.score(batch, supernet.only(path)).loss())
            .isCloseTo(alone.score(batch).loss(), within(1e-3f));
      }
    }
  }

  @Test
  void theGradientByTheWeightsAgreesWithFiniteDifferences() {
    supernet.assign(moved(2));
    var random = new SplittableRandom(2);
    var options = options(path(random), path(random));
    var weights = new float[CELLS * DECISIONS];
    for (int at = 0; at < weights.length; at += DECISIONS) {
      weights[at] = random.nextFloat(0.2f, 0.8f);
    }
    var batch = Pictures.batch(16, IMAGES, 5);
    var gradient = supernet.gradient(batch, new SampledPaths(options, weights), 0).gradient();
    for (int at = 0; at < weights.length; at++) {
      assertThat(gradient[at] != 0).isEqualTo(at % DECISIONS == 0);
    }
    FiniteDifferences.assertAgree(
        "weights of cells",
        weights,
        gradient,
        2e-3,
        0.03,
        other -> supernet.score(batch, new SampledPaths(options, other)).loss());
  }

  /** Kernels of edges that no cell has, and channels beyond the expansion, with their momenta. */
  @Test
  void aStepTrainsWhatTheCellsReadAndNothingElse() {
    supernet.assign(moved(3));
    var identities = MotifGenes.parse("0-00-2-12-12");
    var convolutions = MotifGenes.parse("1-11-5-55-33");
    var before = supernet.state();
    var sample = new SampledPaths(options(path(identities), path(convolutions)), ones());
    supernet.train(Pictures.batch(16, IMAGES, 4), sample, 0.05f, 9);
    var after = supernet.state();
    for (var slice : supernet.layout().slices()) {
      int changed = 0;
      for (int at = slice.offset(); at < slice.end(); at++) {
        changed += before[at] != after[at] ? 1 : 0;
      }
      var name = slice.name();
      if (name.matches("block\\d+/edge.*")
          || name.matches("block\\d+.cell1/edge[012]/(1x1|none).*")
          || name.matches("block\\d+.cell1/edge[34]/3x3.*")) {
        assertThat(changed).as(name).isZero();
      } else if (name.matches("block\\d+.cell1/expand/kernel")) {
        // Half of six times the channels.
        assertThat(changed).as(name).isPositive().isLessThanOrEqualTo(slice.size() / 2);
      } else if (name.matches("block\\d+.cell1/edge[012]/3x3/kernel")) {
        assertThat(changed).as(name).isPositive();
      }
    }
  }

  @Test
  void oneProgramRunsFiftyRoundsOfOtherCellsAlsoWhereItIsOpenedAgain() throws Exception {
    var random = new SplittableRandom(6);
    long programs = programs();
    for (int worker = 0; worker < 5; worker++) {
      try (var open = Supernet.open(settings(), FORM, ProgramStore.at(folder), OPTIONS, 5)) {
        for (int round = 0; round < 10; round++) {
          var sample = new SampledPaths(options(path(random), path(random)), ones());
          var step = open.train(Pictures.batch(4, IMAGES, round), sample, 0.01f, round);
          assertThat(step.diverged()).isFalse();
        }
      }
    }
    assertThat(programs()).isEqualTo(programs);
  }

  @Test
  void aSampleOfAnotherFormOrLengthIsRefused() {
    var batch = Pictures.batch(4, IMAGES, 0);
    var path = path(new SplittableRandom(1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> supernet.score(batch, new SampledPath(path)))
        .withMessageContaining("side by side");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> supernet.score(batch, new SampledPaths(path, ones())))
        .withMessageContaining("" + CELLS * DECISIONS);
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  private static NetworkSettings settings() {
    return new NetworkSettings(new ToyCells(IMAGES.input()), IMAGES, OPTIMIZER);
  }

  /** Fresh weights, each a little off, so that scales and offsets differ too. */
  private static float[] moved(long seed) {
    var random = new SplittableRandom(seed);
    var state = supernet.layout().initial(seed);
    for (int at = 0; at < supernet.layout().trainedSize(); at++) {
      state[at] += (float) random.nextGaussian(0, 0.05);
    }
    return state;
  }

  private static int[] path(SplittableRandom random) {
    return path(MotifGenes.random(random));
  }

  private static int[] path(MotifGenes cell) {
    return cell.options().stream().mapToInt(Integer::intValue).toArray();
  }

  private static int[] options(int[] one, int[] two) {
    var both = Arrays.copyOf(one, one.length + two.length);
    System.arraycopy(two, 0, both, one.length, two.length);
    return both;
  }

  private static float[] ones() {
    var weights = new float[CELLS * DECISIONS];
    Arrays.fill(weights, 0.5f);
    return weights;
  }

  private static long programs() throws Exception {
    try (var files = Files.list(folder)) {
      return files.count();
    }
  }
}
