package org.espalier.models.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.espalier.models.layer.Operation;
import org.espalier.models.operation.AveragePool;
import org.espalier.models.operation.DilatedConvolution;
import org.espalier.models.operation.FactorizedReduce;
import org.espalier.models.operation.MaxPool;
import org.espalier.models.operation.None;
import org.espalier.models.operation.PoolNorm;
import org.espalier.models.operation.ReluConvNorm;
import org.espalier.models.operation.SeparableConvolution;
import org.espalier.models.operation.SkipConnect;
import org.espalier.models.program.LoadOptions;
import org.espalier.models.testing.FiniteDifferences;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

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
    for (int operation = 1; operation < LABELS.size(); operation++) {
      for (int stride : List.of(1, 2)) {
        blocks.add(operation(operation, stride, 6, 6, stride == 1));
        blocks.add(operation(operation, stride, 7, 5, stride == 2));
      }
    }
    blocks.add(
        Arguments.of(
            "relu-conv-bn",
            (BlockProgram.Block) (b, x) -> new ReluConvNorm(1, true).apply(b, "r", x, 5, 1),
            new int[] {6, 6, 6, 6, 5}));
    blocks.add(
        Arguments.of(
            "widening-reduce",
            (BlockProgram.Block) (b, x) -> FactorizedReduce.apply(b, "f", x, 6, true),
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
      FiniteDifferences.assertAgree(
          name + " by input",
          x,
          first.get("of_x").floats(),
          STEP,
          TOLERANCE,
          moved -> running.run(moved, projection).get("loss").scalarFloat());
      if (state.length > 0) {
        FiniteDifferences.assertAgree(
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
  private static SharedOutput all(GraphBuilder b, SharedOutput x) {
    var node = x;
    for (int stride : List.of(1, 2)) {
      var terms = new ArrayList<SharedOutput>();
      for (int operation = 1; operation < LABELS.size(); operation++) {
        var name = LABELS.get(operation) + stride;
        var y =
            operations(true, PoolNorm.PLAIN).get(operation).apply(b, name, node, CHANNELS, stride);
        terms.add(b.output(y.times(b.tf().constant(0.3f))));
      }
      node = b.add(terms);
    }
    return node;
  }

  /** The operations by index. */
  private static List<Operation> operations(boolean affine, PoolNorm pools) {
    return List.of(
        new None(),
        new MaxPool(pools),
        new AveragePool(pools),
        new SkipConnect(affine),
        new SeparableConvolution(3, affine),
        new SeparableConvolution(5, affine),
        new DilatedConvolution(3, affine),
        new DilatedConvolution(5, affine));
  }

  /** Affine and weighted blocks, or neither. */
  private static Arguments operation(
      int operation, int stride, int height, int width, boolean weighted) {
    var name =
        "%s-s%d-%dx%d%s"
            .formatted(LABELS.get(operation), stride, height, width, weighted ? "-w" : "");
    BlockProgram.Block block =
        (b, x) -> {
          var y =
              operations(weighted, weighted ? PoolNorm.NONE : PoolNorm.PLAIN)
                  .get(operation)
                  .apply(b, "o", x, CHANNELS, stride);
          return weighted ? b.output(y.times(b.tf().constant(0.3f))) : y;
        };
    return Arguments.of(
        name,
        block,
        new int[] {
          height, width, (height + stride - 1) / stride, (width + stride - 1) / stride, CHANNELS
        });
  }
}
