package org.espalier.models.network;

/**
 * The macro-structure around the cell: a stem, three stages of cells with C, 2C and 4C channels, a
 * residual block of stride 2 before the second and third, and a linear classifier.
 *
 * <p>Source: Dong and Yang 2020, NAS-Bench-201, arXiv:2001.00326, figure 1; the benchmark has C =
 * 16 and N = 5.
 *
 * @param channels C, at least 1
 * @param cellsPerStage N, at least 1
 * @param affineCells whether batch normalization inside cells has a scale and an offset; not in the
 *     search networks of the benchmark, but in its trained ones
 * @param images what the images are like
 * @param optimizer how weights are updated
 */
public record NetworkSettings(
    int channels,
    int cellsPerStage,
    boolean affineCells,
    ImageSettings images,
    OptimizerSettings optimizer) {
  static final int STAGES = 3;

  /** Checks the ranges. */
  public NetworkSettings {
    if (channels < 1 || cellsPerStage < 1) {
      throw new IllegalArgumentException(
          "channels and cellsPerStage must be at least 1, were %d and %d"
              .formatted(channels, cellsPerStage));
    }
  }

  /** The same with other cells' normalization. */
  public NetworkSettings withAffineCells(boolean affine) {
    return new NetworkSettings(channels, cellsPerStage, affine, images, optimizer);
  }
}
