package org.espalier.transforms.evaluate;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.espalier.models.numbers.Settings;
import org.espalier.models.space.BlockSize;
import org.espalier.models.space.CellSize;
import org.espalier.models.space.NetworkSize;
import org.espalier.models.space.Stem;
import org.espalier.models.space.StemSettings;
import org.jspecify.annotations.Nullable;

/**
 * Size of a supernet: channels and cells in a space of cells, a width in a space of blocks.
 *
 * @param channels channels of the first cells, at least 1; NAS-Bench-201's networks have 16
 * @param cells cells in all, at least 1; NAS-Bench-201's networks have 15
 * @param stem how images enter, {@code cifar} or {@code imagenet}, in the DARTS spaces only; absent
 *     for the space's own, which is for small images
 * @param stemMultiplier channels of what the first cell reads, by {@code channels}, at least 1;
 *     absent as in networks trained from scratch, 3 with stem cifar and 1 with stem imagenet
 * @param width factor of the published numbers of channels, above 0, at most 16
 * @param strides of the stem and of the first block of each stage, 1 or 2 each; absent for those
 *     published
 * @param elastic whether the options of a layer share tensors, each using part of the largest; in
 *     space mobilenetv3 only, absent for false
 */
public record SupernetSize(
    @Nullable Integer channels,
    @Nullable Integer cells,
    @Nullable String stem,
    @Nullable Integer stemMultiplier,
    @Nullable Double width,
    @Nullable List<Integer> strides,
    @Nullable Boolean elastic)
    implements Serializable {

  /** Checks the settings. */
  public SupernetSize {
    strides = strides == null ? null : List.copyOf(strides);
    Settings.check(
        stem != null || stemMultiplier == null, "stemMultiplier", "absent without stem", "set");
    Settings.check(width != null || strides == null, "strides", "absent without width", "set");
    Settings.check(width != null || elastic == null, "elastic", "absent without width", "set");
    size(channels, cells, stem(stem, stemMultiplier), width, strides, elastic);
  }

  /** Of cells, with the space's own stem. */
  public SupernetSize(int channels, int cells) {
    this(channels, cells, null, null, null, null, null);
  }

  /** As spaces take it. */
  public NetworkSize size() {
    return size(channels, cells, stem(stem, stemMultiplier), width, strides, elastic);
  }

  Optional<Stem> stemKind() {
    return stem(stem, stemMultiplier).map(StemSettings::kind);
  }

  private static NetworkSize size(
      @Nullable Integer channels,
      @Nullable Integer cells,
      Optional<StemSettings> stem,
      @Nullable Double width,
      @Nullable List<Integer> strides,
      @Nullable Boolean elastic) {
    boolean ofCells = channels != null || cells != null || stem.isPresent();
    if (width != null) {
      Settings.check(!ofCells, "width", "absent with channels, cells or stem", width);
      return new BlockSize(
          width, strides == null ? List.of() : strides, elastic != null && elastic);
    }
    if (channels == null || cells == null) {
      throw new IllegalArgumentException(
          "network must have channels and cells, or width in a space of blocks; was channels %s, cells %s, width %s"
              .formatted(channels, cells, width));
    }
    Settings.atLeast("channels", channels, 1);
    Settings.atLeast("cells", cells, 1);
    return new CellSize(channels, cells, stem);
  }

  private static Optional<StemSettings> stem(@Nullable String name, @Nullable Integer multiplier) {
    if (name == null) {
      return Optional.empty();
    }
    var kind = Stem.named(name);
    return Optional.of(
        multiplier == null ? StemSettings.of(kind) : new StemSettings(kind, multiplier));
  }
}
