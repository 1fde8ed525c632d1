package org.espalier.models.space;

import java.util.Optional;

/**
 * Width, depth and stem of a network of cells.
 *
 * @param channels C, channels of the first cells, at least 1
 * @param cells cells or layers in all, at least 1; in nb201 a multiple of 3
 * @param stem how images enter; empty for the space's own, which is for small images. Only in the
 *     DARTS spaces
 */
public record CellSize(int channels, int cells, Optional<StemSettings> stem)
    implements NetworkSize {

  /** Checks the ranges. */
  public CellSize {
    if (channels < 1 || cells < 1) {
      throw new IllegalArgumentException(
          "channels and cells must be at least 1, were %d and %d".formatted(channels, cells));
    }
  }

  /** With the space's own stem. */
  public CellSize(int channels, int cells) {
    this(channels, cells, Optional.empty());
  }

  @Override
  public boolean isOfBlocks() {
    return false;
  }

  @Override
  public CellSize cells(String space) {
    return this;
  }

  @Override
  public BlockSize blocks(String space) {
    throw new IllegalArgumentException(
        "network must have width, and may have strides, in space %s; it has channels and cells"
            .formatted(space));
  }

  @Override
  public boolean elastic() {
    return false;
  }

  /**
   * Checks that there is no stem, for spaces that have one of their own.
   *
   * @throws IllegalArgumentException naming the space and the stem
   */
  static void checkOwnStem(String space, Optional<Stem> stem) {
    stem.ifPresent(
        there -> {
          throw new IllegalArgumentException(
              "stem must be absent in space %s, which has one of its own, was %s"
                  .formatted(space, there.label()));
        });
  }
}
