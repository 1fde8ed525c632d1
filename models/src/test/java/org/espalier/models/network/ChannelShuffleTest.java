package org.espalier.models.network;

import org.espalier.models.layer.Layout;
import org.espalier.models.graph.NetworkKind;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.espalier.models.program.HostArray;
import org.espalier.models.program.LoadOptions;
import org.espalier.models.program.LoadedProgram;
import org.espalier.models.program.ProgramStore;
import org.espalier.models.space.Nb201Space;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

final class ChannelShuffleTest {
  @TempDir static Path folder;

  @Test
  void mixedChannelsAndThoseThatPassByTakeTurns() {
    var program =
        ProgramStore.at(folder)
            .export(new BlockProgram("shuffle", (b, x) -> doubledFirstHalf(b, x)));
    try (var loaded = LoadedProgram.load(program, LoadOptions.defaults())) {
      var state = Layout.parse(program.attachment(Layout.FILE)).initial(1);
      loaded.run("assign", Map.of("state", HostArray.vector(state)));
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
  private static Operand<TFloat32> doubledFirstHalf(Build build, Operand<TFloat32> x) {
    var tf = build.tf();
    var weights = new float[Pictures.EDGES][Pictures.OPERATIONS];
    weights[0][Nb201Space.SKIP_CONNECT] = 2;
    var edges =
        new MixedEdges(
            tf,
            new Nb201Cells(),
            new NetworkKind.Mixed(2, false, List.of()),
            tf.constant(weights),
            null,
            false);
    var six = new NodeValue(tf, tf.concat(List.of(x, x), tf.constant(3)));
    return edges.into(build, "cell", List.of(new Edges.Incoming(0, six, 1)), 6);
  }
}
