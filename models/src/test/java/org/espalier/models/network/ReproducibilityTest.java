package org.espalier.models.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.espalier.models.program.LoadOptions;
import org.espalier.models.program.ProgramStore;
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
