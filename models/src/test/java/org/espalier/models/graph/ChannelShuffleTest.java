package org.espalier.models.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.espalier.models.layer.NodeInput;
import org.espalier.models.layer.Operation;
import org.espalier.models.numbers.OptionIndex;
import org.espalier.models.numbers.OptionMask;
import org.espalier.models.operation.SkipConnect;
import org.espalier.models.program.HostArray;
import org.espalier.models.program.LoadOptions;
import org.espalier.models.program.LoadedProgram;
import org.espalier.models.program.ProgramStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ChannelShuffleTest {
  @TempDir static Path folder;

  @Test
  void mixedChannelsAndThoseThatPassByTakeTurns() {
    var program =
        ProgramStore.at(folder)
            .export(new BlockProgram("shuffle", ChannelShuffleTest::doubledFirstHalf));
    try (var loaded = LoadedProgram.load(program, LoadOptions.defaults())) {
      var x = new float[4 * 6 * 6 * 3];
      for (int i = 0; i < x.length; i++) {
        x[i] = i;
      }
      var inputs =
          Map.of(
              "x",
              HostArray.of(x, BlockProgram.INPUT),
              "projection",
              HostArray.vector(new float[2 * x.length]));
      var y = loaded.run("run", inputs).get("y").floats();
      // The six channels of the first pixel: 0 1 2 doubled, then 0 1 2 as they were.
      assertThat(new float[] {y[0], y[1], y[2], y[3], y[4], y[5]})
          .containsExactly(0, 0, 2, 1, 4, 2);
    }
  }

  /** Skips of weight 2 on the first three of six channels, which are three twice. */
  private static SharedOutput doubledFirstHalf(GraphBuilder b, SharedOutput x) {
    var mask = OptionMask.all(OptionIndex.of(1));
    var weights = b.tf().constant(new float[][] {{2}});
    var nodes = new MixtureNodes(b.tf(), mask, 2, weights, null);
    var six = b.concat(List.of(x, x));
    var input = new NodeInput<>("edge", 0, six, 1, List.<Operation>of(new SkipConnect(false)));
    return b.output(nodes.sum(b, List.of(input), 6));
  }
}
