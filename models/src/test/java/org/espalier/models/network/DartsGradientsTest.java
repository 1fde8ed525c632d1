package org.espalier.models.network;

import org.espalier.models.operation.FactorizedReduce;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.espalier.models.program.LoadOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** Every block of a DARTS cell, at both strides, on even and odd extents. */
final class DartsGradientsTest {
  private static final int BATCH = 4;
  private static final int CHANNELS = 3;
  private static final double STEP = 5e-4;
  private static final double TOLERANCE = 0.03;
  private static final List<String> LABELS =
      List.of("none", "max-3", "avg-3", "skip", "sep-3", "sep-5", "dil-3", "dil-5");

  @TempDir static Path folder;

  static Stream<Arguments> blocks() {
    var blocks = new ArrayList<Arguments>();
    for (int operation = 1; operation < DartsOperation.COUNT; operation++) {
      for (int stride : List.of(1, 2)) {
        blocks.add(operation(operation, stride, 6, 6, stride == 1));
        blocks.add(operation(operation, stride, 7, 5, stride == 2));
      }
    }
    blocks.add(
        Arguments.of(
            "relu-conv-bn",
            (BlockProgram.Block)
                (b, x) -> ReluConvBn.apply(b, "r", new NodeValue(b.tf(), x), CHANNELS, 5, true),
            new int[] {6, 6, 6, 6, 5}));
    blocks.add(
        Arguments.of(
            "widening-reduce",
            (BlockProgram.Block)
                (b, x) ->
                    FactorizedReduce.apply(
                        b, "f", new NodeValue(b.tf(), x), CHANNELS, 6, true, null),
            new int[] {7, 6, 4, 3, 6}));
    return blocks.stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("blocks")
  void gradientsAgreeWithFiniteDifferences(String name, BlockProgram.Block block, int[] extents) {
    var random = new SplittableRandom(7);
    try (var running =
        RunningBlock.open(folder, name, block, BATCH, extents[0], extents[1], CHANNELS)) {
      var state = running.layout().initial(3);
      running.assign(state);
      var x = RunningBlock.uniform(random, BATCH * extents[0] * extents[1] * CHANNELS);
      var size = BATCH * extents[2] * extents[3] * extents[4];
      var projection = RunningBlock.uniform(random, size);
      var first = running.run(x, projection);
      assertThat(first.get("y").floats()).hasSize(size);
      Slopes.assertAgree(
          name + " by input",
          x,
          first.get("of_x").floats(),
          STEP,
          TOLERANCE,
          moved -> running.run(moved, projection).get("loss").scalarFloat());
      if (state.length > 0) {
        Slopes.assertAgree(
            name + " by weights",
            state,
            first.get("of_state").floats(),
            STEP,
            TOLERANCE,
            moved -> {
              running.assign(moved);
              return running.run(x, projection).get("loss").scalarFloat();
            });
      }
    }
  }

  @Test
  void operationsThatRunSideBySideDoNotChangeTheGradients() {
    var random = new SplittableRandom(7);
    var options = LoadOptions.defaults().withInterOpThreads(8);
    try (var running =
        RunningBlock.open(folder, options, "all", DartsGradientsTest::all, 8, 16, 16, CHANNELS)) {
      running.assign(running.layout().initial(3));
      var x = RunningBlock.uniform(random, 8 * 16 * 16 * CHANNELS);
      var projection = RunningBlock.uniform(random, 8 * 8 * 8 * CHANNELS);
      var gradients = new HashSet<List<Integer>>();
      for (int i = 0; i < 20; i++) {
        var outputs = running.run(x, projection);
        gradients.add(
            List.of(
                Arrays.hashCode(outputs.get("of_x").floats()),
                Arrays.hashCode(outputs.get("of_state").floats())));
      }
      assertThat(gradients).hasSize(1);
    }
  }

  /** All operations at both strides. */
  private static Operand<TFloat32> all(Build build, Operand<TFloat32> x) {
    var tf = build.tf();
    var node = new NodeValue(tf, x);
    for (int stride : List.of(1, 2)) {
      var terms = new ArrayList<Operand<TFloat32>>();
      for (int operation = 1; operation < DartsOperation.COUNT; operation++) {
        var name = LABELS.get(operation) + stride;
        terms.add(
            DartsOperation.apply(
                build, name, operation, node, CHANNELS, stride, true, true, tf.constant(0.3f)));
      }
      node = new NodeValue(tf, Sums.pairwise(tf, terms));
    }
    return node.value();
  }

  /** Affine and weighted blocks, or neither. */
  private static Arguments operation(
      int operation, int stride, int height, int width, boolean weighted) {
    var name =
        "%s-s%d-%dx%d%s"
            .formatted(LABELS.get(operation), stride, height, width, weighted ? "-w" : "");
    BlockProgram.Block block =
        (b, x) ->
            DartsOperation.apply(
                b,
                "o",
                operation,
                new NodeValue(b.tf(), x),
                CHANNELS,
                stride,
                weighted,
                !weighted,
                weighted ? b.tf().constant(0.3f) : null);
    return Arguments.of(
        name,
        block,
        new int[] {
          height, width, (height + stride - 1) / stride, (width + stride - 1) / stride, CHANNELS
        });
  }
}
