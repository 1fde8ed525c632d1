package org.espalier.transforms.images;

import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import org.espalier.models.program.Resources;
import org.espalier.transforms.files.FolderDigest;

/**
 * Where labelled images are: a folder of class folders, a folder of prepared shards, or CIFAR-10's
 * binary files.
 *
 * @param path the folder, absolute
 * @param split which of its parts; empty for the one to evaluate on
 * @param digest of what lies in the folder, so that a process which has opened it before opens it
 *     again where that has changed
 */
public record LabelledSource(String path, String split, String digest) implements Serializable {

  /** Of an image in a listing: a path and a number. */
  private static final long LISTED_BYTES = 200;

  /** The source at a path, which becomes absolute, as it is now. */
  public static LabelledSource of(String path, String split) {
    var folder = Path.of(path).toAbsolutePath().normalize();
    return new LabelledSource(folder.toString(), split, FolderDigest.of(folder));
  }

  /**
   * Opens it; a process opens it once.
   *
   * @throws IllegalArgumentException naming the folder and what is missing
   */
  public LabelledImages open() {
    return Resources.ofProcess()
        .get(
            this,
            () -> {
              var images = read(Path.of(path));
              return new Resources.Opened<>(images, LISTED_BYTES * images.size(), () -> {});
            });
  }

  private LabelledImages read(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException(folder + " is not a folder of images");
    }
    if (ShardFolder.is(folder)) {
      return ShardImages.of(folder, split);
    }
    if (CifarImages.are(folder)) {
      return CifarImages.of(folder, split);
    }
    if (split.isEmpty()) {
      return ImageFolder.of(folder);
    }
    var part = folder.resolve(split);
    if (!Files.isDirectory(part)) {
      throw new IllegalArgumentException(
          "%s has no folder %s: leave --split out where the class folders lie in it"
              .formatted(folder, split));
    }
    return ImageFolder.of(part);
  }
}
