package org.espalier.models.space;

import java.util.Arrays;
import java.util.Objects;
import org.espalier.schemas.Genotype;

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

  /** How images enter the first cell. */
  public enum Stem {
    /** One 3×3 convolution to three times the channels, at full size. */
    CIFAR("cifar", 3),
    /** Three 3×3 convolutions of stride 2; the second and the third are the cells' two inputs. */
    IMAGENET("imagenet", 1);

    private final String label;
    private final int multiplier;

    Stem(String label, int multiplier) {
      this.label = label;
      this.multiplier = multiplier;
    }

    /**
     * The stem of this name, {@code cifar} or {@code imagenet}.
     *
     * @throws IllegalArgumentException naming those there are
     */
    public static Stem named(String label) {
      return Arrays.stream(values())
          .filter(stem -> stem.label.equals(label))
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException(message(label)));
    }

    /** Its name in configurations. */
    public String label() {
      return label;
    }

    /** Channels of what the first cell reads, by those of its operations. */
    public int multiplier() {
      return multiplier;
    }

    private static String message(String label) {
      return NearestName.message("stem", label, Arrays.stream(values()).map(Stem::label).toList());
    }
  }

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

  /** The network for a target: {@link #IMAGENET} for images of 128 pixels and more. */
  public static DartsMacro of(Target target) {
    return of(target.imageSize() >= LARGE ? Stem.IMAGENET : Stem.CIFAR);
  }

  /** The network with this stem. */
  public static DartsMacro of(Stem stem) {
    return stem == Stem.IMAGENET ? IMAGENET : CIFAR;
  }

  /** Whether a cell, counted from 0, is a reduction cell. */
  public boolean reduces(int cell) {
    return cell == cells / 3 || cell == 2 * cells / 3;
  }

  /**
   * The exact cost of this network.
   *
   * @param genotype of one of the spaces of DARTS cells
   * @param pools what follows a pooling
   * @throws IllegalArgumentException if the genotype is of another space
   */
  public Cost cost(Genotype genotype, PoolNorm pools, Target target, CountingRule rule) {
    if (SearchSpaces.named(genotype.getSpace()) instanceof DartsSpace space) {
      return new DartsNetwork(space.encoding(genotype), pools).count(this, target).cost(rule);
    }
    throw new IllegalArgumentException(
        "the genotype must be of a space of DARTS cells, was of " + genotype.getSpace());
  }
}
