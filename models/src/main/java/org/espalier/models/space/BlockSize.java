package org.espalier.models.space;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.espalier.models.layer.ChannelCount;
import org.espalier.models.layer.InputShape;

/**
 * Width and strides of a network of blocks.
 *
 * @param width factor of the published numbers of channels, which become multiples of 8; above 0,
 *     at most 16
 * @param strides of the stem and of the first block of each stage, each 1 or 2; empty for those
 *     published, which are for images of about 224 pixels
 * @param elastic whether the options of a layer share tensors while they are searched, as in
 *     Once-for-All; in space mobilenetv3 only
 */
public record BlockSize(double width, List<Integer> strides, boolean elastic)
    implements NetworkSize {

  private static final int WIDEST = 16;
  private static final int LEAST_PIXELS = 4;

  /** Checks the ranges and copies the strides. */
  public BlockSize {
    strides = List.copyOf(strides);
    if (!(width > 0 && width <= WIDEST)) {
      throw new IllegalArgumentException(
          "width must be above 0 and at most %d, was %s".formatted(WIDEST, width));
    }
    if (strides.stream().anyMatch(stride -> stride != 1 && stride != 2)) {
      throw new IllegalArgumentException("strides must be 1 or 2 each, were " + strides);
    }
  }

  /** Of options with tensors of their own. */
  public BlockSize(double width, List<Integer> strides) {
    this(width, strides, false);
  }

  /** With the published strides. */
  public BlockSize(double width) {
    this(width, List.of());
  }

  /**
   * Checks that the options have tensors of their own, for spaces in which they cannot share them.
   *
   * @throws IllegalArgumentException naming the space
   */
  BlockSize rigid(String space) {
    if (elastic) {
      throw new IllegalArgumentException(
          "elastic must be false in space %s, whose options have no tensors in common, was true"
              .formatted(space));
    }
    return this;
  }

  /**
   * A published network's size: its width and its strides; for small images, as many of the first
   * strides are 1 instead as leave at least 4 pixels a side.
   *
   * @throws IllegalArgumentException if there is a stem: these spaces have one of their own
   */
  static BlockSize published(
      String space, double width, InputShape input, List<Integer> published, Optional<Stem> stem) {
    CellSize.checkOwnStem(space, stem);
    var strides = new ArrayList<>(published);
    for (int at = 0; at < strides.size() && last(input, strides) < LEAST_PIXELS; at++) {
      strides.set(at, 1);
    }
    return new BlockSize(width, strides);
  }

  /**
   * The stride of the stem and of the first block of each stage.
   *
   * @throws IllegalArgumentException where there are more or fewer of them, or the image is smaller
   *     than they take
   */
  List<Integer> strides(String space, InputShape input, List<Integer> published) {
    var all = strides.isEmpty() ? published : strides;
    if (all.size() != published.size()) {
      throw new IllegalArgumentException(
          "strides must be %d numbers in space %s, one for the stem and one for each stage, were %s"
              .formatted(published.size(), space, all));
    }
    if (last(input, all) < 1) {
      throw new IllegalArgumentException(
          "imageSize must be at least %d for the strides %s of space %s, was %d"
              .formatted(product(all), all, space, input.shorterSide()));
    }
    return all;
  }

  /** A published number of channels at this width. */
  int channels(int published) {
    return ChannelCount.divisible(published * width);
  }

  @Override
  public boolean isOfBlocks() {
    return true;
  }

  @Override
  public CellSize cells(String space) {
    throw new IllegalArgumentException(
        "network must have channels and cells in space %s, it has width".formatted(space));
  }

  @Override
  public BlockSize blocks(String space) {
    return this;
  }

  private static int last(InputShape input, List<Integer> strides) {
    return input.shorterSide() / product(strides);
  }

  private static int product(List<Integer> strides) {
    return strides.stream().reduce(1, (a, b) -> a * b);
  }
}
