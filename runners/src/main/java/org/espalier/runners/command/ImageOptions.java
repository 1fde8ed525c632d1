package org.espalier.runners.command;

import org.espalier.dataprep.FolderSource;
import org.espalier.dataprep.Preparation;
import org.espalier.dataprep.image.Encoding;
import org.espalier.dataprep.image.Link;
import org.espalier.dataprep.image.Output;
import org.espalier.dataprep.listing.Chooser;
import org.espalier.dataprep.listing.ClassNames;
import org.espalier.dataprep.listing.ImageListing;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which image files are read, and how each is stored. */
final class ImageOptions {

  @Mixin private OutputOptions where = new OutputOptions();

  @Mixin private PrepareRecipeOptions how = new PrepareRecipeOptions();

  @Option(
      names = "--input",
      required = true,
      paramLabel = "DIR",
      description =
          "Folder of class folders, a .tar of them, ILSVRC's train.tar, class tars, a Tiny-ImageNet"
              + " folder, or a pattern on any Beam file system. Images lie anywhere below the folder"
              + " of their class.")
  private String input = "";

  @Option(
      names = "--ground-truth",
      paramLabel = "FILE",
      description =
          "For a flat folder or tar: one class number per line in the order of the names, or lines"
              + " of name and class.")
  private String groundTruth = "";

  @Option(
      names = "--synsets",
      paramLabel = "FILE",
      description = "Class names of the numbers in --ground-truth, one per line, starting at 1.")
  private String synsets = "";

  @Option(
      names = "--index",
      paramLabel = "FILE",
      description =
          "An existing listing, one class/name per line, used instead of listing --input.")
  private String index = "";

  @Option(
      names = "--classes",
      paramLabel = "FILE|NAME,…",
      description =
          "The classes in the order of their labels: a file with one name per line, such as the"
              + " classes.txt of a prepared train split, or names. Default: all of the input, sorted.")
  private String classes = "";

  @Option(
      names = "--skip-other-classes",
      description = "Pass over classes that --classes does not name. Without it they are an error.")
  private boolean skipOtherClasses;

  @Option(
      names = "--allow-empty",
      description = "Keep classes without images, with their label. Without it they are an error.")
  private boolean allowEmpty;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of the choice and of the order within shards. Default: ${DEFAULT-VALUE}.")
  private long seed;

  OutputOptions where() {
    return where;
  }

  long seed() {
    return seed;
  }

  FolderSource source(Chooser chooser) {
    return new FolderSource(listing(), chooser, allowEmpty);
  }

  private ImageListing listing() {
    var wanted = ClassNames.parse(classes, skipOtherClasses);
    if (!synsets.isEmpty() && groundTruth.isEmpty()) {
      throw new IllegalArgumentException(
          "--synsets names the numbers of --ground-truth, which is not given");
    }
    if (!index.isEmpty() && !groundTruth.isEmpty()) {
      throw new IllegalArgumentException("--index and --ground-truth exclude each other");
    }
    if (!index.isEmpty()) {
      return ImageListing.index(input, index, wanted);
    }
    return groundTruth.isEmpty()
        ? ImageListing.of(input, wanted)
        : ImageListing.flat(input, groundTruth, synsets, wanted);
  }

  /**
   * The preparation.
   *
   * @param link how kept images get into a folder
   */
  Preparation preparation(Preparation.Source source, Output output, Link link, boolean listOnly) {
    var recipe = how.recipe();
    if (output == Output.FOLDER && recipe.encoding() == Encoding.RAW) {
      throw new IllegalArgumentException(
          "--encoding raw has no files of its own: use --format tfrecord");
    }
    return new Preparation(
        where.folder(),
        source,
        recipe,
        output,
        link,
        seed,
        where.shardBytes(),
        where.maxRejected(),
        listOnly);
  }
}
