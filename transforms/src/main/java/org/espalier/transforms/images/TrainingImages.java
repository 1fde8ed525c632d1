package org.espalier.transforms.images;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.models.data.Augmentation;
import org.espalier.models.data.CifarSplit;
import org.espalier.models.data.ColourJitter;
import org.espalier.models.data.ImageSet;
import org.espalier.models.data.ImageSets;
import org.espalier.models.data.Resizing;
import org.espalier.models.graph.ImageSettings;
import org.espalier.models.numbers.InputFile;
import org.espalier.models.numbers.Settings;
import org.espalier.models.space.Target;
import org.jspecify.annotations.Nullable;

/**
 * Which images a network sees. Three parts without an image in common: training, validation
 * (scores, and what gradient methods learn architectures from) and test (the held-out check),
 * chosen by the seed.
 *
 * <p>Of a folder, training images are of split {@code train}. Validation images are of split {@code
 * val}; where there is none, of {@code train} too. Held-out images are of split {@code test}; where
 * there is none, of the split that validation images are of. CIFAR-10's binary files are splits
 * {@code train} and {@code test}.
 *
 * <p>Photographs, data sets {@code imagenet} and {@code imagenette}, stay in their shards: a step
 * sees a random part of each, resized to {@code size}; scoring sees the middle, as {@link
 * Augmentation} has it. All other images have one size, are decoded at once, and cut by the
 * network.
 *
 * @param source {@code generated}, the folder of CIFAR-10's binary files, or one of shards that
 *     {@code espalier prepare} has written
 * @param train training images, at least 1
 * @param val validation images, at least 0; a search needs some
 * @param test held-out images, at least 1
 * @param seed seed of the choice, and of the images where they are generated
 * @param cropPadding black pixels added on each side before a random crop, at least 0; 0 with
 *     photographs
 * @param flip whether images are mirrored with probability one half
 * @param cutout edge of the square cut out, pixels; 0 for none, and with photographs
 * @param size height and width that images are brought to, pixels, a multiple of 4; only for
 *     photographs, where it must be there
 * @param colourJitter changes of colour in training; only for photographs; absent for none
 */
public record TrainingImages(
    @InputFile String source,
    int train,
    int val,
    int test,
    long seed,
    int cropPadding,
    boolean flip,
    int cutout,
    @Nullable Integer size,
    @Nullable ColourJitter colourJitter)
    implements Serializable {

  private static final String GENERATED = "generated";
  private static final String CIFAR10 = "cifar10";

  /** Checks the settings. */
  public TrainingImages {
    Settings.atLeast("train", train, 1);
    Settings.atLeast("val", val, 0);
    Settings.atLeast("test", test, 1);
    Settings.atLeast("cropPadding", cropPadding, 0);
    Settings.atLeast("cutout", cutout, 0);
    if (size != null) {
      Settings.between("size", size, 4, Resizing.LARGEST);
    }
  }

  /**
   * Loads the images.
   *
   * @throws IllegalArgumentException where the source does not hold the data set, or too few
   *     images, or a setting does not go with them; says which and what to do
   */
  public ImageSubsets load(String dataSet) {
    if (source.equals(GENERATED) != dataSet.equals(GENERATED)) {
      throw new IllegalArgumentException(
          "data.dataset is "
              + dataSet
              + ", but evaluator.images.source is "
              + source
              + ": generated images go with the data set generated");
    }
    checkSettings(dataSet);
    return source.equals(GENERATED)
        ? generated()
        : new DataSplits(source, splits(dataSet)).deal(train, val, test, seed);
  }

  private ImageSubsets generated() {
    var images = ImageSets.generated(train + val + test, seed);
    var all = new int[images.size()];
    Arrays.setAll(all, i -> i);
    return new ImageSubsets(
        new ImageSubset(images, Arrays.copyOfRange(all, 0, train)),
        new ImageSubset(images, Arrays.copyOfRange(all, train, train + val)),
        new ImageSubset(images, Arrays.copyOfRange(all, train + val, all.length)));
  }

  private Map<String, ImageSet> splits(String dataSet) {
    var folder = Path.of(source);
    if (ShardFolder.is(folder)) {
      return PreparedImages.of(folder, dataSet, augmentation(dataSet));
    }
    if (!dataSet.equals(CIFAR10)) {
      throw new IllegalArgumentException(
          "evaluator.images.source "
              + source
              + " must be a folder that `espalier prepare` has written where data.dataset is "
              + dataSet
              + ": there is no prepare.json in it");
    }
    return Map.of(
        "train",
        ImageSets.cifar10(folder, CifarSplit.TRAIN),
        "test",
        ImageSets.cifar10(folder, CifarSplit.TEST));
  }

  private Optional<Augmentation> augmentation(String dataSet) {
    return Target.of(dataSet).isPhotographs() && size != null
        ? Optional.of(Augmentation.training(size, flip, colourJitter))
        : Optional.empty();
  }

  private void checkSettings(String dataSet) {
    var target = Target.of(dataSet);
    var with = " with data set " + dataSet;
    if (target.isPhotographs()) {
      check(size != null, "size", "set" + with + ", for example 224", "absent");
      check(
          cropPadding == 0,
          "cropPadding",
          "0" + with + ", whose images are cut at random",
          cropPadding);
      check(cutout == 0, "cutout", "0" + with, cutout);
    } else {
      int side = target.imageSize();
      check(size == null || size == side, "size", "absent or " + side + with, String.valueOf(size));
      check(colourJitter == null, "colourJitter", "absent" + with, "set");
    }
  }

  private static void check(boolean holds, String setting, String range, Object value) {
    Settings.check(holds, "evaluator.images." + setting, range, value);
  }

  /** What a network must know of them: not what is done to them before it sees them. */
  public ImageSettings settings(ImageSet images) {
    return new ImageSettings(
        images.height(),
        images.width(),
        false,
        floats(images.normalization().mean()),
        floats(images.normalization().std()),
        cropPadding,
        flip && !images.augments(),
        cutout,
        images.classes());
  }

  /** The same, with a folder's path made absolute. */
  public TrainingImages absolute() {
    return source.equals(GENERATED)
        ? this
        : new TrainingImages(
            Path.of(source).toAbsolutePath().normalize().toString(),
            train,
            val,
            test,
            seed,
            cropPadding,
            flip,
            cutout,
            size,
            colourJitter);
  }

  private static List<Float> floats(List<Double> values) {
    return values.stream().map(Double::floatValue).toList();
  }
}
