package org.espalier.dataprep.listing;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.espalier.schemas.SourceImage;

/**
 * What a file of an input is: an image of a class, or passed over, and why. The one rule for
 * folders, tars, patterns and every file system, a function of the file's path alone.
 *
 * <p>The first folder below the root is the class; images lie anywhere below it and are named by
 * the rest of their path, but for a folder {@code images} directly below the class, which
 * Tiny-ImageNet has and names do not. A tar at the root is a folder of its name without the ending.
 */
final class InputRule {

  static final String TAR = ".tar";

  private static final String MAC_TWINS = "__MACOSX";
  private static final String IMAGES = "images/";
  private static final int LONGEST_ENDING = 12;

  private final String root;
  private final Set<String> wanted;

  InputRule(String root, ClassNames wanted) {
    this.root = root;
    this.wanted = Set.copyOf(wanted.names());
  }

  /** Sorts a file in. */
  void sort(FoundFile file, PieceTally tally) {
    var path = file.path();
    var below = path.startsWith(root) ? path.substring(root.length()) : "";
    int slash = below.indexOf('/');
    var className = slash < 0 ? "" : below.substring(0, slash);
    var why = passedOver(file, className);
    if (why.isPresent()) {
      tally.passedOver(className, why.get(), ending(path));
      return;
    }
    var name = below.substring(slash + 1);
    tally.image(
        image(
            className,
            name.startsWith(IMAGES) ? name.substring(IMAGES.length()) : name,
            file.file(),
            file.offset(),
            file.bytes()));
  }

  private Optional<PassedOver> passedOver(FoundFile file, String className) {
    var why = unusable(file);
    if (why.isPresent()) {
      return why;
    }
    if (className.isEmpty()) {
      return Optional.of(PassedOver.OUTSIDE_CLASSES);
    }
    return isWanted(className) ? Optional.empty() : Optional.of(PassedOver.OTHER_CLASS);
  }

  /** Why a file is no image, wherever it lies. */
  static Optional<PassedOver> unusable(FoundFile file) {
    if (isHidden(file.path())) {
      return Optional.of(PassedOver.HIDDEN);
    }
    return Names.isImage(file.path()) ? file.problem() : Optional.of(PassedOver.NO_IMAGE_ENDING);
  }

  private boolean isWanted(String className) {
    return wanted.isEmpty() || wanted.contains(className);
  }

  /** The class that is asked for whose folder this is; empty for other folders. */
  Optional<String> classOf(String folder) {
    boolean isClass =
        folder.startsWith(root)
            && folder.length() > root.length()
            && folder.indexOf('/', root.length()) < 0
            && !isHidden(folder);
    return isClass
        ? Optional.of(folder.substring(root.length())).filter(this::isWanted)
        : Optional.empty();
  }

  /** Whether a path is hidden: it or a folder above it is other programs' business. */
  static boolean isHidden(String path) {
    for (var part : path.split("/", -1)) {
      if (part.startsWith(".") || part.equals(MAC_TWINS)) {
        return true;
      }
    }
    return false;
  }

  static SourceImage image(String className, String name, String file, long offset, long bytes) {
    return SourceImage.newBuilder()
        .setClassName(className)
        .setName(name)
        .setFile(file)
        .setOffset(offset)
        .setBytes(bytes)
        .build();
  }

  /** The ending of a path, as counts have it. */
  static String ending(String path) {
    var name = path.substring(path.lastIndexOf('/') + 1);
    int dot = name.lastIndexOf('.');
    if (dot < 1 || dot == name.length() - 1) {
      return "none";
    }
    var ending = Names.printable(name.substring(dot).toLowerCase(Locale.ROOT));
    return ending.length() > LONGEST_ENDING ? "other" : ending;
  }
}
