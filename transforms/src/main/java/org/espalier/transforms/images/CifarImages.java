package org.espalier.transforms.images;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.espalier.models.data.CifarSplit;
import org.espalier.models.data.ImageSet;
import org.espalier.models.data.ImageSets;
import org.espalier.models.data.RgbImage;

/**
 * The images of CIFAR-10's binary files.
 *
 * @param images the images
 * @param file what an image's name begins with
 */
record CifarImages(ImageSet images, String file) implements LabelledImages {

  private static final List<String> CLASSES =
      List.of(
          "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");

  /** Whether a folder has such files. */
  static boolean are(Path folder) {
    return Files.isRegularFile(folder.resolve("test_batch.bin"))
        || Files.isRegularFile(folder.resolve("data_batch_1.bin"));
  }

  /**
   * Reads a split.
   *
   * @param split {@code train} or {@code test}; empty for {@code test}
   */
  static CifarImages of(Path folder, String split) {
    if (!split.isEmpty() && !split.equals("test") && !split.equals("train")) {
      throw new IllegalArgumentException(
          "--split must be train or test of CIFAR-10's files, was " + split);
    }
    boolean train = split.equals("train");
    return new CifarImages(
        ImageSets.cifar10(folder, train ? CifarSplit.TRAIN : CifarSplit.TEST),
        train ? "train" : "test");
  }

  @Override
  public List<String> classes() {
    return CLASSES;
  }

  @Override
  public int size() {
    return images.size();
  }

  @Override
  public LabelledImage read(int image) {
    var pixels = new byte[images.imageBytes()];
    images.batch(new int[] {image}).images().get(pixels);
    return new LabelledImage(
        "%s/%05d".formatted(file, image),
        images.label(image),
        new RgbImage(images.width(), images.height(), pixels));
  }
}
