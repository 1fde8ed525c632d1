package org.espalier.dataprep.listing;

import java.util.Locale;
import java.util.Set;

/**
 * Which folder of an input holds the classes: the input itself, or, where all of it lies in one
 * folder that has no image of its own, that folder. So an archive that was packed with the folder
 * around it is what it was.
 */
final class RootFolder {

  private static final int DEEPEST = 20;
  private static final Set<String> SPLITS =
      Set.of("train", "training", "val", "valid", "validation", "test", "testing", "eval");

  private RootFolder() {}

  /**
   * The folder within the input; empty, or with a slash at its end.
   *
   * @param name the name of an archive without its ending, which often is that of a folder that was
   *     packed; empty for other inputs
   * @param wanted classes that are asked for: where one of them is, the root is found
   * @throws IllegalArgumentException if it holds splits instead of classes
   */
  static String of(String input, String name, Level.Reader levels, ClassNames wanted) {
    var root = "";
    for (int depth = 0; depth < DEEPEST; depth++) {
      var level = levels.at(root);
      if (!wanted.areGiven()) {
        checkForSplits(input, root, level);
      }
      if (level.hasImages() || !level.tars().isEmpty() || level.folders().size() != 1) {
        return root;
      }
      var only = level.folders().first();
      if (wanted.contains(only)) {
        return root;
      }
      var inner = levels.at(root + only + '/');
      boolean isPacked = only.equals(name) && inner.folders().size() > 1;
      if (!isPacked && isClass(inner)) {
        return root;
      }
      root += only + '/';
    }
    return root;
  }

  private static boolean isClass(Level inner) {
    return inner.hasImages()
        || inner.folders().contains("images")
        || (inner.folders().isEmpty() && inner.tars().isEmpty());
  }

  private static void checkForSplits(String input, String root, Level level) {
    boolean areSplits =
        level.folders().size() > 1
            && level.tars().isEmpty()
            && level.folders().stream()
                .allMatch(name -> SPLITS.contains(name.toLowerCase(Locale.ROOT)));
    if (areSplits) {
      throw new IllegalArgumentException(
          "%s holds splits, not classes (%s): name one of them, such as %s/%s"
              .formatted(
                  input,
                  String.join(", ", level.folders()),
                  input,
                  root + level.folders().first()));
    }
  }
}
