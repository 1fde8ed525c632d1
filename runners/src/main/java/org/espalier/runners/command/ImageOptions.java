package org.espalier.runners.command;

import org.espalier.dataprep.FolderSource;
import org.espalier.dataprep.Preparation;
import org.espalier.dataprep.image.Encoding;
import org.espalier.dataprep.image.Link;
import org.espalier.dataprep.image.Orientation;
import org.espalier.dataprep.image.Output;
import org.espalier.dataprep.image.Recipe;
import org.espalier.dataprep.image.SourceFormat;
import org.espalier.dataprep.listing.Chooser;
import org.espalier.dataprep.listing.ClassNames;
import org.espalier.dataprep.listing.ImageListing;
import org.espalier.models.data.Resampling;
import org.espalier.models.data.Resizing;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which image files are read, and how each is stored. */
final class ImageOptions {

  /** How thoroughly images are checked that are kept as they are. */
  enum Check {
    DECODE,
    HEADER
  }

  @Mixin private OutputOptions where = new OutputOptions();

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
          "For a flat folder or tar: a class number a line in the order of the names, or lines of"
              + " name and class.")
  private String groundTruth = "";

  @Option(
      names = "--synsets",
      paramLabel = "FILE",
      description = "Class names of the ground truth's numbers, the first line's being 1.")
  private String synsets = "";

  @Option(
      names = "--index",
      paramLabel = "FILE",
      description = "A listing made before, class/name a line, instead of looking into --input.")
  private String index = "";

  @Option(
      names = "--classes",
      paramLabel = "FILE|NAME,…",
      description =
          "The classes in the order of their labels: a file with a name a line, such as the"
              + " classes.txt that preparing train wrote, or names. Default: all of the input,"
              + " sorted.")
  private String classes = "";

  @Option(
      names = "--skip-other-classes",
      description =
          "Pass over classes that --classes does not name, which are an error without it.")
  private boolean skipOtherClasses;

  @Option(
      names = "--allow-empty",
      description = "Keep classes without images, with their label; they are an error without it.")
  private boolean allowEmpty;

  @Option(
      names = "--size",
      paramLabel = "N|WxH",
      description = "Length of the shorter side, or exact size, in pixels. Default: as it is.")
  private String size = "";

  @Option(
      names = {"--resampling", "--resample"},
      defaultValue = "BILINEAR",
      paramLabel = "NAME",
      description =
          "${COMPLETION-CANDIDATES}: the latter two are Pillow's to the bit, and published networks"
              + " are judged on bilinear; area is the fastest. Default: ${DEFAULT-VALUE}.")
  private Resampling resampling = Resampling.BILINEAR;

  @Option(
      names = "--orient",
      defaultValue = "IGNORE",
      paramLabel = "NAME",
      description =
          "What is done about the orientation that EXIF data state. ignore: nothing, as"
              + " torchvision's folders; keep: images that are stored anew state it too; apply:"
              + " pixels are turned upright. Default: ${DEFAULT-VALUE}.")
  private Orientation orientation = Orientation.IGNORE;

  @Option(
      names = "--encoding",
      paramLabel = "NAME",
      description =
          "${COMPLETION-CANDIDATES}: bytes as they are, or decoded to RGB and stored anew."
              + " Default: KEEP, with --size JPEG.")
  private @Nullable Encoding encoding;

  @Option(
      names = "--quality",
      defaultValue = "95",
      paramLabel = "N",
      description = "Quality of JPEG, 1 to 100. Default: ${DEFAULT-VALUE}.")
  private int quality;

  @Option(
      names = "--check",
      defaultValue = "DECODE",
      paramLabel = "NAME",
      description =
          "${COMPLETION-CANDIDATES}: whether kept images are decoded, which finds truncated ones."
              + " Default: ${DEFAULT-VALUE}.")
  private Check check = Check.DECODE;

  @Option(
      names = "--max-pixels",
      defaultValue = "100000000",
      paramLabel = "N",
      description = "Larger images are rejected by their header. Default: ${DEFAULT-VALUE}.")
  private long mostPixels;

  @Option(
      names = "--link",
      defaultValue = "AUTO",
      paramLabel = "NAME",
      description =
          "${COMPLETION-CANDIDATES}: how kept images get into a folder; AUTO tries a hard link,"
              + " then a symbolic one, then copies. Default: ${DEFAULT-VALUE}.")
  private Link link = Link.AUTO;

  @Option(
      names = "--seed",
      defaultValue = "0",
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
    if (!index.isEmpty()) {
      return ImageListing.index(input, index, wanted);
    }
    return groundTruth.isEmpty()
        ? ImageListing.of(input, wanted)
        : ImageListing.flat(input, groundTruth, synsets, wanted);
  }

  Preparation preparation(Preparation.Source source, Output output, boolean listOnly) {
    var recipe = recipe();
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

  ///////////////////////////////////////////////////////////////////////////////////////////////

  private Recipe recipe() {
    var resizing = size.isEmpty() ? null : resizing();
    var stored = encoding != null ? encoding : resizing == null ? Encoding.KEEP : Encoding.JPEG;
    return new Recipe(
        SourceFormat.FILE,
        resizing,
        stored,
        quality,
        check == Check.DECODE,
        mostPixels,
        orientation);
  }

  private Resizing resizing() {
    var sides = size.split("x", -1);
    try {
      if (sides.length == 1) {
        return Resizing.shorterSide(Integer.parseInt(size), resampling);
      }
      if (sides.length == 2) {
        return Resizing.exact(Integer.parseInt(sides[0]), Integer.parseInt(sides[1]), resampling);
      }
    } catch (NumberFormatException noNumber) {
      // Said below.
    }
    throw new IllegalArgumentException("--size must be like 224 or 224x224, was '" + size + "'");
  }
}
