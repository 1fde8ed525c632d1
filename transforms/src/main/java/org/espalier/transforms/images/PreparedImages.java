package org.espalier.transforms.images;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.espalier.models.data.Augmentation;
import org.espalier.models.data.ImageSet;
import org.espalier.models.data.ImageSets;
import org.espalier.models.data.Normalization;
import org.espalier.models.data.ShardEntry;
import org.espalier.models.program.Resources;
import org.espalier.models.space.Target;
import org.espalier.transforms.files.FolderDigest;

/**
 * The image sets of prepared folders, resources of the process: each folder is indexed once and
 * kept while there is room; one that was prepared again is indexed again.
 */
public final class PreparedImages {

  private PreparedImages() {}

  /**
   * What is kept.
   *
   * @param manifest digest of when and how long the manifest was written
   */
  private record Key(
      Path folder, String manifest, String dataSet, Optional<Augmentation> training) {}

  /**
   * The splits of a folder.
   *
   * @param training how large images are trained on; empty where images are small, of one size, and
   *     decoded at once
   * @throws IllegalArgumentException naming the folder and what is missing, damaged, or not of this
   *     data set
   */
  static Map<String, ImageSet> of(Path folder, String dataSet, Optional<Augmentation> training) {
    var absolute = folder.toAbsolutePath().normalize();
    var manifest = FolderDigest.of(absolute.resolve(ShardFolder.MANIFEST));
    var key = new Key(absolute, manifest, dataSet, training);
    return Resources.ofProcess().get(key, () -> opened(key));
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  private static Resources.Opened<Map<String, ImageSet>> opened(Key key) {
    var sets = open(key);
    return new Resources.Opened<>(
        sets, sets.values().stream().mapToLong(ImageSet::bytes).sum(), () -> {});
  }

  private static Map<String, ImageSet> open(Key key) {
    var prepared = ShardFolder.read(key.folder());
    if (key.training().isEmpty()) {
      checkSmall(prepared, Target.of(key.dataSet()));
    }
    var sets = new TreeMap<String, ImageSet>();
    prepared.splits().forEach((split, images) -> sets.put(split, set(key, prepared, images)));
    return sets;
  }

  private static ImageSet set(Key key, ShardFolder prepared, List<ShardEntry> images) {
    var normalization = Normalization.of(key.dataSet());
    return key.training()
        .map(
            augmentation ->
                ImageSets.encoded(
                    prepared.folder(), images, prepared.classes(), normalization, augmentation))
        .orElseGet(
            () ->
                ImageSets.decoded(
                    prepared.folder(),
                    images,
                    Target.of(key.dataSet()).imageSize(),
                    prepared.classes(),
                    normalization));
  }

  private static void checkSmall(ShardFolder prepared, Target target) {
    var is = prepared.side();
    if (prepared.classes() != target.classes() || !is.equals(Optional.of(target.imageSize()))) {
      throw new IllegalArgumentException(
          "data.dataset is %s, %d classes of %d pixels a side, but %s has %d classes of %s: name the data set it was prepared from"
              .formatted(
                  target.dataSet(),
                  target.classes(),
                  target.imageSize(),
                  prepared.folder(),
                  prepared.classes(),
                  is.map(side -> side + " pixels a side").orElse("different sizes")));
    }
  }
}
