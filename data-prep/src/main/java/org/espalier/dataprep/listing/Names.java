package org.espalier.dataprep.listing;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Names of files: which are images, which cannot be used, and how any can be printed. */
public final class Names {

  private static final List<String> ENDINGS = List.of(".jpeg", ".jpg", ".png", ".bmp");
  private static final char REPLACEMENT = '\uFFFD';

  private Names() {}

  /** Whether a file of this name is listed; its content is looked at later. */
  public static boolean isImage(String name) {
    var lower = name.toLowerCase(Locale.ROOT);
    // Hidden files are other programs' notes, such as macOS's "._" twins.
    return !name.startsWith(".") && ENDINGS.stream().anyMatch(lower::endsWith);
  }

  /** Why a name cannot be used; empty for one that can. */
  public static Optional<String> problem(String name) {
    if (name.indexOf(REPLACEMENT) >= 0) {
      return Optional.of(
          "its name is not valid UTF-8 (or the locale of this process is not UTF-8)");
    }
    if (name.chars().anyMatch(c -> c < ' ' || c == 0x7F)) {
      return Optional.of("its name has a line end or another control character");
    }
    if (name.contains("/") || name.contains("\\") || name.equals("..") || name.equals(".")) {
      return Optional.of("its name is a path");
    }
    return Optional.empty();
  }

  /** A name on one line, in ASCII and escapes where it is more. */
  public static String printable(String name) {
    var text = new StringBuilder();
    name.codePoints()
        .forEach(
            point -> {
              if (point < ' ' || point == 0x7F || point == REPLACEMENT) {
                text.append(String.format(Locale.ROOT, "\\u%04X", point));
              } else {
                text.appendCodePoint(point);
              }
            });
    return text.toString();
  }
}
