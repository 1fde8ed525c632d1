package org.espalier.dataprep.listing;

import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What lies directly in a folder of an input.
 *
 * @param folders its folders
 * @param hidden its hidden folders
 * @param tars its tars
 * @param hasImages whether it has an image
 */
record Level(
    SortedSet<String> folders,
    SortedSet<String> hidden,
    SortedSet<String> tars,
    boolean hasImages) {

  /** Finds what lies in a folder. */
  @FunctionalInterface
  interface Reader {
    /**
     * What lies in a folder.
     *
     * @param folder its path in the input; empty, or with a slash at its end
     */
    Level at(String folder);
  }

  /** Gathers a level. */
  static final class Builder {
    private final SortedSet<String> folders = new TreeSet<>(NameOrder.UTF_8);
    private final SortedSet<String> hidden = new TreeSet<>(NameOrder.UTF_8);
    private final SortedSet<String> tars = new TreeSet<>(NameOrder.UTF_8);
    private boolean hasImages;

    void folder(String name) {
      (InputRule.isHidden(name) ? hidden : folders).add(name);
    }

    void file(String name) {
      if (!InputRule.isHidden(name)) {
        hasImages |= Names.isImage(name);
        if (name.endsWith(InputRule.TAR)) {
          tars.add(name);
        }
      }
    }

    Level build() {
      return new Level(folders, hidden, tars, hasImages);
    }
  }
}
