package org.espalier.models.space;

import java.util.Objects;
import java.util.Optional;
import org.espalier.models.layer.InputShape;

/**
 * How DARTS cells are stacked to a full network: a stem, cells of which those at one third and two
 * thirds of the depth reduce the image and double the channels, a global mean, a classifier. All
 * batch normalization has scale and shift, no convolution a bias; the auxiliary head of training is
 * not part of it.
 *
 * <p>Source: Liu, Simonyan, Yang, "DARTS: differentiable architecture search", ICLR 2019; SNAS,
 * PC-DARTS, DrNAS and CNAS train what they found in the same networks.
 *
 * @param name for example {@code cifar-c36-l20}
 * @param channels channels of an operation in the first cells, at least 2
 * @param cells number of cells, at least 3
 * @param stem how images enter
 */
public record DartsMacro(String name, int channels, int cells, Stem stem) {

  /** 20 cells of 36 channels, for images of 32×32. */
  public static final DartsMacro CIFAR = new DartsMacro("cifar-c36-l20", 36, 20, Stem.CIFAR);

  /** 14 cells of 48 channels, for images of 224×224. */
  public static final DartsMacro IMAGENET =
      new DartsMacro("imagenet-c48-l14", 48, 14, Stem.IMAGENET);

  private static final int LARGE = 128;

  /** Checks the ranges. */
  public DartsMacro {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(stem, "stem");
    if (channels < 2 || cells < 3) {
      throw new IllegalArgumentException(
          "channels must be at least 2 and cells at least 3, were %d and %d"
              .formatted(channels, cells));
    }
  }

  /** The network for such images: {@link #IMAGENET} for 128 pixels and more. */
  public static DartsMacro of(InputShape input) {
    return of(input.shorterSide() >= LARGE ? Stem.IMAGENET : Stem.CIFAR);
  }

  /** The network with this stem. */
  public static DartsMacro of(Stem stem) {
    return stem == Stem.IMAGENET ? IMAGENET : CIFAR;
  }

  /** Its width, depth and stem. */
  public CellSize size() {
    return new CellSize(channels, cells, Optional.of(StemSettings.of(stem)));
  }
}
