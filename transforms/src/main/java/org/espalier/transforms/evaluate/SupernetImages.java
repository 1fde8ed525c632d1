package org.espalier.transforms.evaluate;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.espalier.models.data.ImageSet;
import org.espalier.models.data.ImageSets;
import org.espalier.models.data.Part;
import org.espalier.models.data.Split;
import org.espalier.models.network.ImageSettings;
import org.espalier.transforms.method.Settings;

/**
 * Which images a supernet sees. Three parts without an image in common: training, validation
 * (scores) and test (the held-out check).
 *
 * @param source {@code generated}, or the folder of CIFAR-10's binary files
 * @param train training images, at least 1
 * @param validation validation images, at least 1
 * @param test held-out images, at least 1
 * @param seed seed of the split, and of the images where they are generated
 * @param cropPadding black pixels added on each side before a random crop, at least 0
 * @param flip whether images are mirrored with probability one half
 * @param cutout edge of the square cut out, pixels; 0 for none
 */
public record SupernetImages(
    String source,
    int train,
    int validation,
    int test,
    long seed,
    int cropPadding,
    boolean flip,
    int cutout)
    implements Serializable {

  private static final String GENERATED = "generated";

  /** Checks the settings. */
  public SupernetImages {
    Settings.atLeast("train", train, 1);
    Settings.atLeast("validation", validation, 1);
    Settings.atLeast("test", test, 1);
    Settings.atLeast("cropPadding", cropPadding, 0);
    Settings.atLeast("cutout", cutout, 0);
  }

  /** The parts, loaded. */
  record Loaded(Selection train, Selection validation, Selection test) {}

  /**
   * Loads the images.
   *
   * @throws IllegalArgumentException where the source does not hold the data set, or too few images
   */
  Loaded load(String dataSet) {
    if (source.equals(GENERATED) != dataSet.equals(GENERATED)) {
      throw new IllegalArgumentException(
          "data.dataset is "
              + dataSet
              + ", but evaluator.images.source is "
              + source
              + ": generated images go with the data set generated");
    }
    return source.equals(GENERATED) ? generated() : cifar10(dataSet);
  }

  private Loaded generated() {
    var images = ImageSets.generated(train + validation + test, seed);
    var all = new int[images.size()];
    Arrays.setAll(all, i -> i);
    return new Loaded(
        new Selection(images, Arrays.copyOfRange(all, 0, train)),
        new Selection(images, Arrays.copyOfRange(all, train, train + validation)),
        new Selection(images, Arrays.copyOfRange(all, train + validation, all.length)));
  }

  private Loaded cifar10(String dataSet) {
    if (!dataSet.equals("cifar10")) {
      throw new IllegalArgumentException(
          "data.dataset must be cifar10 or generated where a supernet is trained, was " + dataSet);
    }
    var learning = ImageSets.cifar10(Path.of(source), Part.TRAIN);
    var heldOut = ImageSets.cifar10(Path.of(source), Part.TEST);
    enough("train + validation", train + validation, learning);
    enough("test", test, heldOut);
    var split = Split.random(learning.size(), validation, seed);
    var firsts = new int[test];
    Arrays.setAll(firsts, i -> i);
    return new Loaded(
        new Selection(learning, Arrays.copyOf(split.train(), train)),
        new Selection(learning, split.validation()),
        new Selection(heldOut, firsts));
  }

  private void enough(String setting, int wanted, ImageSet images) {
    if (wanted > images.size()) {
      throw new IllegalArgumentException(
          "evaluator.images."
              + setting
              + " is "
              + wanted
              + ", but "
              + source
              + " has "
              + images.size()
              + " such images");
    }
  }

  /** What a network must know of them. */
  ImageSettings settings(ImageSet images) {
    return new ImageSettings(
        images.height(),
        images.width(),
        false,
        floats(images.normalization().mean()),
        floats(images.normalization().std()),
        cropPadding,
        flip,
        cutout,
        images.classes());
  }

  /** The same, with a folder's path made absolute. */
  SupernetImages absolute() {
    return source.equals(GENERATED)
        ? this
        : new SupernetImages(
            Path.of(source).toAbsolutePath().normalize().toString(),
            train,
            validation,
            test,
            seed,
            cropPadding,
            flip,
            cutout);
  }

  private static List<Float> floats(List<Double> values) {
    return values.stream().map(Double::floatValue).toList();
  }
}
