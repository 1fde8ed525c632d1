package org.espalier.models.network;

import java.util.Optional;

/**
 * The network around the cells of a search space.
 *
 * @param space name of the search space, which decides the macro-structure
 * @param channels C, channels of the first cells, at least 1
 * @param cells cells in all, at least 1; in nb201 a multiple of 3
 * @param affineCells whether batch normalization inside cells has a scale and an offset; not in
 *     search networks, but in trained ones
 * @param images what the images are like
 * @param optimizer how weights are updated
 * @param stem how images enter; empty for the space's own, which is for small images. Only in the
 *     DARTS spaces
 */
public record NetworkSettings(
    String space,
    int channels,
    int cells,
    boolean affineCells,
    ImageSettings images,
    OptimizerSettings optimizer,
    Optional<StemSettings> stem) {

  /** Checks the ranges. */
  public NetworkSettings {
    if (channels < 1 || cells < 1) {
      throw new IllegalArgumentException(
          "channels and cells must be at least 1, were %d and %d".formatted(channels, cells));
    }
  }

  /** With the space's own stem. */
  public NetworkSettings(
      String space,
      int channels,
      int cells,
      boolean affineCells,
      ImageSettings images,
      OptimizerSettings optimizer) {
    this(space, channels, cells, affineCells, images, optimizer, Optional.empty());
  }

  /**
   * Checks what only the search space knows.
   *
   * @throws IllegalArgumentException naming the setting
   */
  public void check() {
    Cells.of(space).check(this);
  }

  /** The same with other cells' normalization. */
  public NetworkSettings withAffineCells(boolean affine) {
    return new NetworkSettings(space, channels, cells, affine, images, optimizer, stem);
  }
}
