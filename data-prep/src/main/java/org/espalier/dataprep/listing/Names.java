package org.espalier.dataprep.listing;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Names of files: which are images, which cannot be used, and how any can be printed. */
public final class Names {

  private static final List<String> IMAGE_ENDINGS = List.of(".jpeg", ".jpg", ".png", ".bmp");
  private static final char REPLACEMENT = '\uFFFD';

  private Names() {}

  /** Whether a name ends like that of an image, in any case; content is looked at later. */
  public static boolean isImage(String name) {
    var lower = name.toLowerCase(Locale.ROOT);
    return IMAGE_ENDINGS.stream().anyMatch(lower::endsWith);
  }

  /** Why a name cannot be used; empty for one that can. Folders may stand before it. */
  public static Optional<String> problem(String name) {
    if (name.indexOf(REPLACEMENT) >= 0) {
      return Optional.of("its name is not valid UTF-8");
    }
    if (name.chars().anyMatch(c -> c < ' ' || c == 0x7F)) {
      return Optional.of("its name has a line end or another control character");
    }
    for (var part : name.split("/", -1)) {
      if (part.isEmpty() || part.contains("\\") || part.equals("..") || part.equals(".")) {
        return Optional.of("its name is a path that leads elsewhere");
      }
    }
    return Optional.empty();
  }

  /** Whether a name was read wrongly because of the locale, not because it is no text. */
  static boolean isUnreadable(String name) {
    var encoding = System.getProperty("sun.jnu.encoding", "UTF-8");
    return name.indexOf(REPLACEMENT) >= 0 && !encoding.equalsIgnoreCase("UTF-8");
  }

  /** What to do about a name that this process cannot express. */
  static String wrongLocale(String name) {
    return "%s: names beyond ASCII cannot be read in this locale (%s): set LC_ALL=C.UTF-8, then repeat the command"
        .formatted(printable(name), System.getProperty("sun.jnu.encoding"));
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
