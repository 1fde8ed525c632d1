package org.espalier.dataprep;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.espalier.dataprep.image.Encoding;
import org.espalier.dataprep.image.Output;
import org.espalier.dataprep.image.Recipe;
import org.espalier.dataprep.listing.Bytes;
import org.espalier.dataprep.listing.SeededShuffle;
import org.espalier.schemas.PreparationUnit;
import org.espalier.schemas.SourceImage;
import org.espalier.transforms.files.AvroFile;

/**
 * Divides images into units of work: a shard each, its images drawn from all classes, or a stretch
 * of a folder. A function of the images, the seed and the sizes asked for; not of where it runs.
 *
 * @param output what is written
 * @param recipe how images are prepared
 * @param seed seed of the order within shards
 * @param shardBytes bytes of a shard, about
 */
record Plan(Output output, Recipe recipe, long seed, long shardBytes) {

  private static final int FOLDER_IMAGES = 512;

  /** Bytes of an image whose length is not known: ImageNet's mean. */
  private static final long UNKNOWN_BYTES = 110_000;

  /** Bytes of a pixel in a JPEG of high quality, about. */
  private static final double JPEG_BYTES = 0.4;

  /** Writes down the units and the images of each; the units come last. */
  List<PreparationUnit> write(PreparedFolder folder, Listed listed) throws IOException {
    checkSpace(folder, listed.taken());
    var units = new ArrayList<PreparationUnit>();
    for (var split : listed.splits()) {
      var images =
          new ArrayList<>(
              listed.taken().stream().filter(image -> image.getSplit().equals(split)).toList());
      if (!images.isEmpty()) {
        divide(folder, split, images, units);
      }
    }
    AvroFile.write(folder.units(), PreparationUnit.getClassSchema(), units);
    return units;
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  private void divide(
      PreparedFolder folder, String split, List<SourceImage> images, List<PreparationUnit> units)
      throws IOException {
    int parts = (images.size() + FOLDER_IMAGES - 1) / FOLDER_IMAGES;
    if (output == Output.TFRECORD) {
      SeededShuffle.of(seed, "shards\n" + split).shuffle(images);
      long bytes = images.stream().mapToLong(this::storedBytes).sum();
      parts = (int) Math.min(images.size(), Math.max(1, Math.round((double) bytes / shardBytes)));
    }
    for (int part = 0; part < parts; part++) {
      int from = (int) ((long) images.size() * part / parts);
      int to = (int) ((long) images.size() * (part + 1) / parts);
      var own = images.subList(from, to);
      var unit =
          PreparationUnit.newBuilder()
              .setIndex(units.size())
              .setSplit(split)
              .setOutput(output == Output.TFRECORD ? shard(split, part, parts) : "")
              .setImages(own.size())
              .setBytes(own.stream().mapToLong(image -> Math.max(0, image.getBytes())).sum())
              .build();
      AvroFile.write(folder.images(unit.getIndex()), SourceImage.getClassSchema(), own);
      units.add(unit);
    }
  }

  static String shard(String split, int part, int parts) {
    return String.format(Locale.ROOT, "%s-%05d-of-%05d.tfrecord", split, part, parts);
  }

  private long storedBytes(SourceImage image) {
    long source = image.getBytes() < 0 ? UNKNOWN_BYTES : image.getBytes();
    var size = recipe.resizing();
    if (size == null) {
      return source;
    }
    // The longer side of a photograph is four thirds of the shorter.
    double pixels =
        size.width() > 0
            ? (double) size.width() * size.height()
            : 4.0 / 3 * size.height() * size.height();
    return switch (recipe.encoding()) {
      case JPEG -> (long) (pixels * JPEG_BYTES);
      case PNG -> (long) (pixels * 2);
      case RAW, KEEP -> (long) (pixels * 3);
    };
  }

  /** Links need no space to speak of; nobody asks other file systems. */
  private void checkSpace(PreparedFolder folder, List<SourceImage> images) throws IOException {
    boolean links = output == Output.FOLDER && recipe.encoding() == Encoding.KEEP;
    if (links || Bytes.isRemote(folder.root())) {
      return;
    }
    long needed = images.stream().mapToLong(this::storedBytes).sum();
    long free = Files.getFileStore(Path.of(folder.root())).getUsableSpace();
    if (needed > free) {
      throw new IOException(
          "no space left: %s needs about %,d MB, and its disk has %,d MB free"
              .formatted(folder.root(), needed >> 20, free >> 20));
    }
  }
}
