package org.espalier.models.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.espalier.models.graph.OptimizerSettings;
import org.espalier.models.program.LoadOptions;
import org.espalier.models.program.ProgramStore;
import org.espalier.models.space.BlockSize;
import org.espalier.models.space.CellSize;
import org.espalier.models.space.SearchSpaces;
import org.espalier.models.testing.Pictures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StepBenchmarkTest {
  @TempDir static Path folder;

  @Test
  void everyKindOfStepIsMeasured() {
    var space = SearchSpaces.named("nb201");
    var optimizer = OptimizerSettings.nasBench201();
    var benchmark = new StepBenchmark(space, new CellSize(4, 3), Pictures.TINY, optimizer, 4, 3);
    var speeds = benchmark.run(ProgramStore.at(folder), LoadOptions.defaults(), 1);
    assertThat(speeds.mixed()).isPositive();
    assertThat(speeds.partial()).isPositive();
    assertThat(speeds.partialOverMixed()).isPositive();
    assertThat(speeds.randomPath()).isPositive();
    assertThat(speeds.heaviestPath()).isPositive();
    assertThat(speeds.child()).isPositive();
    assertThat(speeds.heaviestPathOverChild()).isPositive();
  }

  @Test
  void inASpaceOfBlocksPathsAreMeasured() {
    var space = SearchSpaces.named("shufflenet");
    var size = new BlockSize(0.25, List.of(1, 2, 2, 1, 1));
    var speeds =
        new PathBenchmark(space, size, Pictures.TINY, 2, 1)
            .run(ProgramStore.at(folder), LoadOptions.defaults(), 1);
    assertThat(speeds.randomPath()).isPositive();
    assertThat(speeds.heaviestPath()).isPositive();
    assertThat(speeds.child()).isPositive();
    assertThat(speeds.heaviestPathOverChild()).isPositive();
  }
}
