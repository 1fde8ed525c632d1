package org.espalier.models.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.espalier.models.layer.Activation;
import org.espalier.models.layer.Layout;
import org.espalier.models.operation.InvertedResidual;
import org.espalier.models.operation.ReluConvNorm;
import org.espalier.models.operation.ResidualBlock;
import org.espalier.models.operation.ShuffleUnit;
import org.espalier.models.operation.SqueezeExcitation;
import org.espalier.models.program.HostArray;
import org.espalier.models.program.LoadOptions;
import org.espalier.models.program.LoadedProgram;
import org.espalier.models.program.Outputs;
import org.espalier.models.program.ProgramStore;
import org.espalier.models.testing.FiniteDifferences;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class BlockGradientsTest {
  @TempDir static Path folder;

  static Stream<Arguments> blocks() {
    return Stream.of(
        block("stem", (b, x) -> b.conv("c", x, 3, 4, 1)),
        block("strided", (b, x) -> b.conv("c", x, 3, 4, 2)),
        block("unpadded", (b, x) -> b.unpaddedConv("c", x, 2, 4)),
        block("nor-conv-1x1", (b, x) -> new ReluConvNorm(1, false).apply(b, "n", x, 3, 1)),
        block("nor-conv-3x3", (b, x) -> new ReluConvNorm(3, true).apply(b, "n", x, 3, 1)),
        block(
            "weighted",
            (b, x) ->
                b.output(
                    new ReluConvNorm(3, true).apply(b, "n", x, 3, 1).times(b.tf().constant(0.3f)))),
        block("pool", (b, x) -> b.averagePool3(x, 1)),
        block(
            "pool-of-many-channels",
            (b, x) -> {
              var many = b.concat(Collections.nCopies(6, x));
              var pooled = b.averagePool3(many, 1).next();
              return b.output(
                  b.tf().slice(pooled, b.tf().array(0, 0, 0, 3), b.tf().array(-1, -1, -1, 3)));
            }),
        block("half", (b, x) -> b.averagePool(x, 2, 2)),
        block("normalization", (b, x) -> b.norm("n", x, true)),
        block("residual", (b, x) -> ResidualBlock.apply(b, "r", x, 6)),
        block("relu6", (b, x) -> b.activate(Activation.RELU6, x)),
        block("hard-swish", (b, x) -> b.activate(Activation.HARD_SWISH, x)),
        block("hard-sigmoid", (b, x) -> b.activate(Activation.HARD_SIGMOID, x)),
        block("biased-pointwise", (b, x) -> b.biasedPointwise("c", x, 3)),
        block("squeeze-excitation", (b, x) -> SqueezeExcitation.apply(b, "s", x)),
        block(
            "inverted-residual",
            (b, x) ->
                new InvertedResidual("k5_e4", 5, 4, Activation.HARD_SWISH, true)
                    .apply(b, "i", x, 3, 1)),
        block(
            "inverted-residual-strided",
            (b, x) -> InvertedResidual.mbConv(3, 3).apply(b, "i", x, 6, 2)),
        block("shuffle", (b, x) -> new ShuffleUnit(5, false).apply(b, "s", four(b, x), 4, 1)),
        block("shuffle-strided", (b, x) -> new ShuffleUnit(3, false).apply(b, "s", x, 8, 2)),
        block("xception", (b, x) -> new ShuffleUnit(3, true).apply(b, "s", four(b, x), 4, 1)),
        block("two-readers", (b, x) -> b.add(List.of(b.relu(x), x, b.averagePool3(x, 1)))),
        block("classifier", (b, x) -> b.linear("c", b.globalAverage(b.relu(x)), 5)));
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void gradientsAgreeWithFiniteDifferences(String name, BlockProgram.Block block) {
    var random = new SplittableRandom(7);
    var program = ProgramStore.at(folder).export(new BlockProgram(name, block));
    var layout = Layout.parse(program.attachment(Layout.FILE));
    try (var loaded = LoadedProgram.load(program, LoadOptions.defaults())) {
      var state = layout.initial(3);
      assign(loaded, state);
      var x = uniform(random, 4 * 6 * 6 * 3);
      var projection = uniform(random, outputSize(name));
      var first = run(loaded, x, projection);
      FiniteDifferences.assertAgree(
          name + " by input",
          x,
          first.get("of_x").floats(),
          2e-3,
          0.02,
          moved -> run(loaded, moved, projection).get("loss").scalarFloat());
      if (state.length > 0) {
        FiniteDifferences.assertAgree(
            name + " by weights",
            state,
            first.get("of_state").floats(),
            // Many a ReLU has its kink within longer steps.
            name.equals("shuffle") || name.equals("xception") ? 2e-4 : 2e-3,
            0.02,
            moved -> {
              assign(loaded, moved);
              return run(loaded, x, projection).get("loss").scalarFloat();
            });
      }
    }
  }

  /** Channels 0, 2, 4 pass; of 1, 3, 5 the block makes the other half. */
  @Test
  void aShuffleUnitPassesEveryOtherChannel() {
    var source =
        new BlockProgram(
            "pass", (b, x) -> new ShuffleUnit(3, false).apply(b, "s", six(b, x), 6, 1));
    var program = ProgramStore.at(folder).export(source);
    try (var loaded = LoadedProgram.load(program, LoadOptions.defaults())) {
      assign(loaded, Layout.parse(program.attachment(Layout.FILE)).initial(1));
      var x = uniform(new SplittableRandom(1), 4 * 6 * 6 * 3);
      var y = run(loaded, x, new float[4 * 6 * 6 * 6]).get("y").floats();
      for (int pixel = 0; pixel < 4 * 6 * 6; pixel++) {
        // Six channels are x, then 2x: of them 0, 2, 4 are x0, x2 and 2·x1.
        assertThat(y[6 * pixel]).isEqualTo(x[3 * pixel]);
        assertThat(y[6 * pixel + 1]).isEqualTo(x[3 * pixel + 2]);
        assertThat(y[6 * pixel + 2]).isEqualTo(2 * x[3 * pixel + 1]);
      }
    }
  }

  private static SharedOutput six(GraphBuilder b, SharedOutput x) {
    return b.concat(List.of(x, b.add(List.of(x, x))));
  }

  @Test
  void paddingDoesNotCountInTheMeanOfAPool() {
    var source = new BlockProgram("pool", (b, x) -> b.averagePool3(x, 1));
    var program = ProgramStore.at(folder).export(source);
    try (var loaded = LoadedProgram.load(program, LoadOptions.defaults())) {
      var ones = new float[4 * 6 * 6 * 3];
      Arrays.fill(ones, 1f);
      for (float value : run(loaded, ones, ones).get("y").floats()) {
        assertThat(value).isCloseTo(1f, within(1e-6f));
      }
    }
  }

  private static Arguments block(String name, BlockProgram.Block block) {
    return Arguments.of(name, block);
  }

  private static SharedOutput four(GraphBuilder b, SharedOutput x) {
    return b.conv("four", x, 1, 4, 1);
  }

  private static int outputSize(String name) {
    return switch (name) {
      case "stem", "shuffle", "xception" -> 4 * 6 * 6 * 4;
      case "strided" -> 4 * 3 * 3 * 4;
      case "half" -> 4 * 3 * 3 * 3;
      case "shuffle-strided" -> 4 * 3 * 3 * 8;
      case "residual", "inverted-residual-strided" -> 4 * 3 * 3 * 6;
      case "unpadded" -> 4 * 5 * 5 * 4;
      case "classifier" -> 4 * 5;
      default -> 4 * 6 * 6 * 3;
    };
  }

  private static void assign(LoadedProgram program, float[] state) {
    if (state.length > 0) {
      program.run("assign", Map.of("state", HostArray.vector(state)));
    }
  }

  private static Outputs run(LoadedProgram program, float[] x, float[] projection) {
    return program.run(
        "run",
        Map.of(
            "x", HostArray.of(x, BlockProgram.INPUT), "projection", HostArray.vector(projection)));
  }

  private static float[] uniform(SplittableRandom random, int size) {
    var values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) (2 * random.nextDouble() - 1);
    }
    return values;
  }
}
