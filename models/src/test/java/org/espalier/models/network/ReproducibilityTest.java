package org.espalier.models.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import org.espalier.models.graph.ImageSettings;
import org.espalier.models.program.LoadOptions;
import org.espalier.models.program.ProgramStore;
import org.espalier.models.testing.Pictures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReproducibilityTest {
  @TempDir static Path folder;

  @Test
  void sameSeedsGiveTheSameWeightsToTheBitTwiceInOneProcess() {
    var store = ProgramStore.at(folder);
    var first = WeightsAfterSteps.checksum(store, LoadOptions.defaults());
    assertThat(WeightsAfterSteps.checksum(store, LoadOptions.defaults())).isEqualTo(first);
  }

  @Test
  void sameSeedsAndIntraOpThreadsGiveTheSameWeightsToTheBitInTwoProcesses() throws Exception {
    assertThat(elsewhere(2, 0)).isEqualTo(elsewhere(2, 0));
  }

  /**
   * Pool and skips into one sum: with a sum of three at once, every other step differed in its last
   * bits.
   */
  @Test
  void operationsThatRunSideBySideDoNotChangeTheWeights() {
    var images = ImageSettings.cifar10();
    var settings = WeightsAfterSteps.settings(images);
    var store = ProgramStore.at(folder);
    var options = LoadOptions.defaults().withInterOpThreads(8);
    var batch = Pictures.batch(32, images, 1);
    var path = new SampledPath(new int[] {4, 1, 2, 1, 1, 3});
    var mixture = Pictures.mixture(new SplittableRandom(1));
    try (var supernet = Supernet.open(settings, Pictures.PATH, store, options, 5);
        var mixed = Supernet.open(settings, Pictures.MIXED, store, options, 5)) {
      var states = new HashSet<Integer>();
      var mixedStates = new HashSet<Integer>();
      for (int i = 0; i < 30; i++) {
        supernet.assign(supernet.layout().initial(5));
        supernet.trainWithGradient(batch, path, 0.1f, 1);
        states.add(Arrays.hashCode(supernet.state()));
        mixed.assign(mixed.layout().initial(5));
        var step = mixed.trainWithGradient(batch, mixture, 0.1f, 1);
        mixedStates.add(31 * Arrays.hashCode(mixed.state()) + Arrays.hashCode(step.gradient()));
      }
      assertThat(states).hasSize(1);
      assertThat(mixedStates).hasSize(1);
    }
  }

  @Test
  void interOpThreadsDoNotChangeTheWeights() throws Exception {
    assertThat(elsewhere(1, 4)).isEqualTo(elsewhere(1, 1));
  }

  private static String elsewhere(int intraOpThreads, int interOpThreads) throws Exception {
    return OtherProcess.run(
        WeightsAfterSteps.class,
        folder.resolve("errors.txt"),
        List.of(
            folder.toString(), Integer.toString(intraOpThreads), Integer.toString(interOpThreads)));
  }
}
