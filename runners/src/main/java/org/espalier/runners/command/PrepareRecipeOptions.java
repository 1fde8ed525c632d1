package org.espalier.runners.command;

import org.espalier.dataprep.image.Encoding;
import org.espalier.dataprep.image.Orientation;
import org.espalier.dataprep.image.Recipe;
import org.espalier.dataprep.image.SourceFormat;
import org.espalier.models.data.ImageCodec;
import org.espalier.models.data.Resampling;
import org.espalier.models.data.Resizing;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How each image is stored. */
final class PrepareRecipeOptions {

  /** How thoroughly images are checked that are kept as they are. */
  enum Check {
    DECODE,
    HEADER
  }

  private static final int QUALITY = 95;

  @Option(
      names = "--size",
      paramLabel = "N|WxH",
      description = "Length of the shorter side, or exact size, in pixels. Default: as it is.")
  private String size = "";

  @Option(
      names = {"--resampling", "--resample"},
      paramLabel = "NAME",
      description =
          "${COMPLETION-CANDIDATES}: the latter two are Pillow's to the bit, and published networks"
              + " are evaluated on bilinear; area is the fastest. Default: BILINEAR.")
  private @Nullable Resampling resampling;

  @Option(
      names = "--orient",
      paramLabel = "NAME",
      description =
          "What to do about EXIF orientation. ignore: nothing, as torchvision's ImageFolder;"
              + " keep: re-encoded images carry it too; apply: pixels are turned upright. Default: ${DEFAULT-VALUE}.")
  private Orientation orientation = Orientation.IGNORE;

  @Option(
      names = "--encoding",
      paramLabel = "NAME",
      description =
          "${COMPLETION-CANDIDATES}: bytes as they are, or decoded to RGB and re-encoded."
              + " Default: KEEP, with --size JPEG.")
  private @Nullable Encoding encoding;

  @Option(
      names = "--quality",
      paramLabel = "N",
      description = "Quality of JPEG, 1 to 100. Default: 95.")
  private @Nullable Integer quality;

  @Option(
      names = "--check",
      paramLabel = "NAME",
      description =
          "${COMPLETION-CANDIDATES}: whether kept images are decoded, which finds truncated ones."
              + " Default: DECODE.")
  private @Nullable Check check;

  @Option(
      names = "--max-pixels",
      paramLabel = "N",
      description =
          "Images with more pixels by their header are rejected. Default: ${DEFAULT-VALUE}.")
  private long mostPixels = ImageCodec.MOST_PIXELS;

  Recipe recipe() {
    var resizing = size.isEmpty() ? null : resizing();
    var stored = encoding != null ? encoding : resizing == null ? Encoding.KEEP : Encoding.JPEG;
    refuse(quality != null && stored != Encoding.JPEG, "--quality is for --encoding jpeg");
    refuse(
        check != null && stored != Encoding.KEEP,
        "--check is for --encoding keep: images that are stored anew are decoded");
    refuse(
        resampling != null && resizing == null, "--resampling needs --size, the size to resize to");
    return new Recipe(
        SourceFormat.FILE,
        resizing,
        stored,
        quality == null ? QUALITY : quality,
        check != Check.HEADER,
        mostPixels,
        orientation);
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  /** Options that would be without effect are mistakes. */
  private static void refuse(boolean isUnused, String why) {
    if (isUnused) {
      throw new IllegalArgumentException(why);
    }
  }

  private Resizing resizing() {
    var kernel = resampling == null ? Resampling.BILINEAR : resampling;
    var sides = size.split("x", -1);
    try {
      if (sides.length == 1) {
        return Resizing.shorterSide(Integer.parseInt(size), kernel);
      }
      if (sides.length == 2) {
        return Resizing.exact(Integer.parseInt(sides[0]), Integer.parseInt(sides[1]), kernel);
      }
    } catch (NumberFormatException noNumber) {
      // Said below.
    }
    throw new IllegalArgumentException("--size must be like 224 or 224x224, was '" + size + "'");
  }
}
