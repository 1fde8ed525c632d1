package org.espalier.models.space;

import java.util.Arrays;

/** How images enter the first cell of a network of DARTS cells. */
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

  /** Channels of what the first cell reads, by those of its operations, in published networks. */
  public int multiplier() {
    return multiplier;
  }

  private static String message(String label) {
    return NearestName.message("stem", label, Arrays.stream(values()).map(Stem::label).toList());
  }
}
