package org.espalier.models.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.espalier.models.layer.Layout;
import org.espalier.models.operation.FactorizedReduce;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Blocks of DARTS cells against plain loops; depthwise kernels are the same for every channel. */
final class DartsValuesTest {
  private static final int CHANNELS = 2;

  @TempDir static Path folder;

  static Stream<Arguments> shapes() {
    return Stream.of(1, 2)
        .flatMap(
            stride ->
                Stream.of(new int[] {2, 8, 8, CHANNELS}, new int[] {2, 7, 5, CHANNELS})
                    .map(shape -> Arguments.of(stride, shape)));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void poolsLookAtThePixelsInsideTheImage(int stride, int[] shape) {
    assertSame(
        "max-pool" + stride,
        (b, x) -> b.maxPool3(x, stride),
        shape,
        x -> PlainOperations.pool(x, stride, true));
    assertSame(
        "avg-pool" + stride,
        (b, x) -> b.averagePool3(x, stride),
        shape,
        x -> PlainOperations.pool(x, stride, false));
  }

  /** Few and many are pooled in two ways. */
  @Test
  void averagesOfManyChannelsLookAtTheSamePixels() {
    assertSame(
        "avg-pool-many",
        (b, x) -> b.averagePool3(x, 1),
        new int[] {2, 7, 5, 16},
        x -> PlainOperations.pool(x, 1, false));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void depthwiseConvolutionsPadAndDilateLikePyTorch(int stride, int[] shape) {
    for (int size : List.of(3, 5)) {
      assertSame(
          "depthwise%d-%d".formatted(size, stride),
          (b, x) -> b.depthwise("d", x, size, stride, 1),
          shape,
          x -> PlainOperations.convolution(x, kernel(size), stride, 1));
      assertSame(
          "dilated%d-%d".formatted(size, stride),
          (b, x) -> b.depthwise("d", x, size, stride, 2),
          shape,
          x -> PlainOperations.convolution(x, kernel(size), stride, 2));
    }
  }

  /** Kernels of 1 from the first channel: what is left are the pixels that are looked at. */
  @Test
  void aFactorizedReduceTakesEvenPixelsAndThoseDownRightOfThem() {
    assertThat(reduced(4, 4)).containsExactly(pixels(4, 0, 0, 2, 1, 1), within(1e-4f));
    assertThat(reduced(5, 5)).containsExactly(pixels(5, -1, -1, 3, 0, 0), within(1e-4f));
  }

  private static void assertSame(
      String name, BlockProgram.Block block, int[] shape, UnaryOperator<float[][]> plain) {
    var long4 = new long[] {shape[0], shape[1], shape[2], shape[3]};
    var x =
        RunningBlock.uniform(new SplittableRandom(1), shape[0] * shape[1] * shape[2] * shape[3]);
    var wanted = new float[shape[0]][shape[3]][][];
    for (int image = 0; image < shape[0]; image++) {
      for (int channel = 0; channel < shape[3]; channel++) {
        wanted[image][channel] = plain.apply(PlainOperations.image(x, shape, image, channel));
      }
    }
    var expected = interleaved(wanted);
    try (var running = RunningBlock.open(folder, name + "x" + shape[1], block, long4)) {
      running.assign(state(running.layout()));
      var y = running.run(x, new float[expected.length]).get("y").floats();
      assertThat(y).as(name).containsExactly(expected, within(1e-5f));
    }
  }

  private static float[] interleaved(float[][][][] images) {
    var values = new ArrayList<Float>();
    for (var image : images) {
      for (int row = 0; row < image[0].length; row++) {
        for (int column = 0; column < image[0][0].length; column++) {
          for (var channel : image) {
            values.add(channel[row][column]);
          }
        }
      }
    }
    var floats = new float[values.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = values.get(i);
    }
    return floats;
  }

  /** A kernel without symmetry, 1, 2, 3 … tenths. */
  private static float[][] kernel(int size) {
    var kernel = new float[size][size];
    for (int i = 0; i < size * size; i++) {
      kernel[i / size][i % size] = (i + 1) / 10f;
    }
    return kernel;
  }

  /** That kernel in every channel. */
  private static float[] state(Layout layout) {
    var state = new float[layout.size()];
    for (int i = 0; i < state.length; i++) {
      state[i] = (i / CHANNELS + 1) / 10f;
    }
    return state;
  }

  /** Both halves, normalized, of an image whose pixels count up from 1. */
  private static float[] reduced(int height, int width) {
    BlockProgram.Block block = (b, x) -> FactorizedReduce.apply(b, "f", x, 2, false);
    try (var running = RunningBlock.open(folder, "reduce" + height, block, 1, height, width, 1)) {
      running.assign(new float[] {1, 1});
      var x = new float[height * width];
      for (int i = 0; i < x.length; i++) {
        x[i] = i + 1;
      }
      int size = (height + 1) / 2 * ((width + 1) / 2) * 2;
      return running.run(x, new float[size]).get("y").floats();
    }
  }

  /**
   * The pixels at (top, left) + 2n and at (row, column) + 2n, each set normalized; outside is 0.
   */
  private static float[] pixels(int extent, int top, int left, int count, int row, int column) {
    var first = normalized(grid(extent, top, left, count));
    var second = normalized(grid(extent, row, column, count));
    var both = new float[2 * first.length];
    for (int i = 0; i < first.length; i++) {
      both[2 * i] = first[i];
      both[2 * i + 1] = second[i];
    }
    return both;
  }

  private static float[] grid(int extent, int top, int left, int count) {
    var grid = new float[count * count];
    for (int i = 0; i < grid.length; i++) {
      int row = top + 2 * (i / count);
      int column = left + 2 * (i % count);
      grid[i] = row < 0 || column < 0 ? 0 : row * extent + column + 1;
    }
    return grid;
  }

  private static float[] normalized(float[] values) {
    double mean = 0;
    double square = 0;
    for (float value : values) {
      mean += value / values.length;
      square += value * value / values.length;
    }
    var normalized = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      normalized[i] = (float) ((values[i] - mean) / Math.sqrt(square - mean * mean + 1e-5));
    }
    return normalized;
  }
}
