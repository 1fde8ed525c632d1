package org.espalier.models.graph;

/** What the blocks of DARTS cells should give, pixel by pixel, on one image [h][w] of a channel. */
final class PlainOperations {
  private PlainOperations() {}

  /** The channel of an image out of [batch, h, w, channels]. */
  static float[][] image(float[] values, int[] shape, int batch, int channel) {
    var image = new float[shape[1]][shape[2]];
    for (int row = 0; row < shape[1]; row++) {
      for (int column = 0; column < shape[2]; column++) {
        image[row][column] =
            values[((batch * shape[1] + row) * shape[2] + column) * shape[3] + channel];
      }
    }
    return image;
  }

  /** PyTorch's depthwise convolution with padding (k − 1)·dilation/2. */
  static float[][] convolution(float[][] x, float[][] kernel, int stride, int dilation) {
    int before = kernel.length / 2 * dilation;
    var y = halved(x, stride);
    for (int row = 0; row < y.length; row++) {
      for (int column = 0; column < y[0].length; column++) {
        for (int i = 0; i < kernel.length; i++) {
          for (int j = 0; j < kernel.length; j++) {
            int from = row * stride + i * dilation - before;
            int across = column * stride + j * dilation - before;
            y[row][column] += inside(x, from, across) ? kernel[i][j] * x[from][across] : 0;
          }
        }
      }
    }
    return y;
  }

  /** The largest of the 3×3 pixels around, or their mean, as far as they are inside. */
  static float[][] pool(float[][] x, int stride, boolean largest) {
    var y = halved(x, stride);
    for (int row = 0; row < y.length; row++) {
      for (int column = 0; column < y[0].length; column++) {
        float most = Float.NEGATIVE_INFINITY;
        float sum = 0;
        int count = 0;
        for (int from = row * stride - 1; from <= row * stride + 1; from++) {
          for (int across = column * stride - 1; across <= column * stride + 1; across++) {
            if (inside(x, from, across)) {
              most = Math.max(most, x[from][across]);
              sum += x[from][across];
              count++;
            }
          }
        }
        y[row][column] = largest ? most : sum / count;
      }
    }
    return y;
  }

  private static boolean inside(float[][] x, int row, int column) {
    return row >= 0 && row < x.length && column >= 0 && column < x[0].length;
  }

  private static float[][] halved(float[][] x, int stride) {
    return new float[(x.length + stride - 1) / stride][(x[0].length + stride - 1) / stride];
  }
}
