package org.espalier.models.space;

import java.util.List;
import java.util.Objects;
import org.espalier.models.layer.InputShape;

/**
 * The images and classes that a network is built for.
 *
 * @param dataSet name of the data set
 * @param imageSize height and width in pixels, at least 1
 * @param imageChannels colour channels, at least 1
 * @param classes classes to tell apart, at least 2
 * @param isPhotographs whether its images are photographs of many sizes, which a run cuts at random
 *     and brings to a size of its own; {@code imageSize} is then that of published networks
 */
public record Target(
    String dataSet, int imageSize, int imageChannels, int classes, boolean isPhotographs) {

  private static final List<Target> KNOWN =
      List.of(
          new Target("cifar10", 32, 3, 10),
          new Target("cifar100", 32, 3, 100),
          new Target("imagenet16", 16, 3, 120),
          new Target("imagenet", 224, 3, 1000, true),
          new Target("imagenette", 224, 3, 10, true),
          new Target("generated", 32, 3, 10));

  /** Checks the ranges. */
  public Target {
    Objects.requireNonNull(dataSet, "dataSet");
    requireAtLeast(1, imageSize, "imageSize");
    requireAtLeast(1, imageChannels, "imageChannels");
    requireAtLeast(2, classes, "classes");
  }

  /** A target whose images all have one size. */
  public Target(String dataSet, int imageSize, int imageChannels, int classes) {
    this(dataSet, imageSize, imageChannels, classes, false);
  }

  /** The targets that have a name of their own. */
  public static List<Target> known() {
    return KNOWN;
  }

  /**
   * The target of a known data set: {@code cifar10}, {@code cifar100}, {@code imagenet16}, {@code
   * imagenet}, {@code imagenette} or {@code generated}.
   *
   * @throws IllegalArgumentException naming the data set and those that are known
   */
  public static Target of(String dataSet) {
    var names = KNOWN.stream().map(Target::dataSet).toList();
    var index = names.indexOf(dataSet);
    if (index < 0) {
      throw new IllegalArgumentException(NearestName.message("data set", dataSet, names));
    }
    return KNOWN.get(index);
  }

  /** What enters a network for it, and how many classes leave. */
  public InputShape input() {
    return new InputShape(imageSize, imageSize, imageChannels, classes);
  }

  private static void requireAtLeast(int least, int value, String name) {
    if (value < least) {
      throw new IllegalArgumentException(name + " must be at least " + least + ", was " + value);
    }
  }
}
