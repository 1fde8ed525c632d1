package org.espalier.dataprep.image;

import java.io.Serializable;
import java.util.Locale;
import org.espalier.models.data.Resizing;
import org.jspecify.annotations.Nullable;

/**
 * How each image is prepared.
 *
 * @param source what its bytes are
 * @param resizing the size it is brought to; null to leave it as it is
 * @param encoding how it is stored
 * @param quality quality of JPEG, in [1, 100]
 * @param decode whether images are decoded even where their bytes are kept: only that finds a
 *     truncated one for sure
 * @param mostPixels the largest image to decode, in pixels
 * @param orientation what is done about the orientation that EXIF data state
 */
public record Recipe(
    SourceFormat source,
    @Nullable Resizing resizing,
    Encoding encoding,
    int quality,
    boolean decode,
    long mostPixels,
    Orientation orientation)
    implements Serializable {

  /** Checks what goes together. */
  public Recipe {
    if (quality < 1 || quality > 100) {
      throw new IllegalArgumentException("--quality must be in [1, 100], was " + quality);
    }
    if (mostPixels < 1) {
      throw new IllegalArgumentException("--max-pixels must be at least 1, was " + mostPixels);
    }
    if (encoding == Encoding.KEEP && (resizing != null || source != SourceFormat.FILE)) {
      throw new IllegalArgumentException(
          "--encoding keep is for image files that are not resized: use jpeg, png or raw");
    }
    if (encoding == Encoding.KEEP && orientation == Orientation.APPLY) {
      throw new IllegalArgumentException(
          "--orient apply turns pixels, --encoding keep leaves them: use --encoding jpeg or png");
    }
    if (encoding == Encoding.RAW && orientation == Orientation.KEEP) {
      throw new IllegalArgumentException(
          "--orient keep needs a format that stores the orientation, and --encoding raw"
              + " does not: use jpeg or png");
    }
  }

  /** One line that says all of it. */
  public String describe() {
    var size =
        resizing == null
            ? "as it is"
            : (resizing.width() > 0
                    ? resizing.width() + "x" + resizing.height()
                    : "shorter side " + resizing.height())
                + " by "
                + resizing.kernel().name().toLowerCase(Locale.ROOT);
    return "size %s, stored as %s%s"
        .formatted(
            size,
            encoding.name().toLowerCase(Locale.ROOT),
            (encoding == Encoding.JPEG ? " of quality " + quality : "")
                + switch (orientation) {
                  case IGNORE -> "";
                  case KEEP -> ", orientation kept";
                  case APPLY -> ", turned upright";
                });
  }
}
