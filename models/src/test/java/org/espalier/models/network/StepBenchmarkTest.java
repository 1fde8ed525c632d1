package org.espalier.models.network;

import org.espalier.models.graph.OptimizerSettings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.espalier.models.program.LoadOptions;
import org.espalier.models.program.ProgramStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StepBenchmarkTest {
  @TempDir static Path folder;

  @Test
  void everyKindOfStepIsMeasured() {
    var settings = Pictures.network(OptimizerSettings.nasBench201());
    var speeds =
        new StepBenchmark(settings, 4, 3).run(ProgramStore.at(folder), LoadOptions.defaults(), 1);
    assertThat(speeds.mixed()).isPositive();
    assertThat(speeds.partial()).isPositive();
    assertThat(speeds.partialOverMixed()).isPositive();
    assertThat(speeds.randomPath()).isPositive();
    assertThat(speeds.heaviestPath()).isPositive();
    assertThat(speeds.child()).isPositive();
    assertThat(speeds.heaviestPathOverChild()).isPositive();
  }
}
