package org.espalier.dataprep.image;

import java.util.List;
import java.util.Locale;
import org.espalier.dataprep.listing.Names;

/** How images are stored. */
public enum Encoding {
  /** The source's bytes as they are, under its name. */
  KEEP,
  /** JPEG at the quality of the recipe. */
  JPEG,
  /** PNG: larger, and every pixel kept. */
  PNG,
  /** RGB bytes, {@code [height, width, 3]}: largest, and nothing to decode. */
  RAW;

  /**
   * The name of an image's file, which ends like what is in it. Different images have different
   * names: one is kept where its ending is right and the only one, otherwise another is added.
   */
  String fileName(String source) {
    var endings = endings();
    if (endings.isEmpty()) {
      return source;
    }
    var lower = source.toLowerCase(Locale.ROOT);
    for (var right : endings) {
      if (lower.endsWith(right)) {
        var stem = lower.substring(0, lower.length() - right.length());
        // x.jpg.png is the name that x.jpg gets.
        return Names.isImage(stem) ? source + endings.get(0) : source;
      }
    }
    return source + endings.get(0);
  }

  private List<String> endings() {
    return switch (this) {
      case JPEG -> List.of(".jpg", ".jpeg");
      case PNG -> List.of(".png");
      case KEEP, RAW -> List.of();
    };
  }
}
