package org.espalier.dataprep.listing;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.espalier.schemas.ListedClass;
import org.espalier.schemas.SourceImage;

/** Decides which images of a class are taken, and into which split. */
public interface Chooser extends Serializable {

  /** Splits there can be, in order. */
  List<String> splits();

  /**
   * Chooses within a class.
   *
   * @param found all its images, in any order
   * @return the images taken, each with its split, sorted by name; those with an unusable name; and
   *     what the class lacks
   */
  ListedClass of(String className, List<SourceImage> found);

  /** The images that can be used, sorted by name; the others, with the reason, are set aside. */
  static List<SourceImage> usable(List<SourceImage> found, List<SourceImage> rejected) {
    var sorted = new ArrayList<>(found);
    sorted.sort(
        Comparator.comparing(SourceImage::getName, NameOrder.UTF_8)
            .thenComparing(SourceImage::getFile, NameOrder.UTF_8)
            .thenComparing(SourceImage::getOffset));
    var usable = new ArrayList<SourceImage>();
    var names = new HashSet<String>();
    for (var image : sorted) {
      var name = image.getName();
      var problem = Names.problem(name);
      if (problem.isEmpty() && !names.add(name)) {
        problem = Optional.of("another file of its class has the same name");
      }
      if (problem.isEmpty() && runsThroughFile(name, names)) {
        problem = Optional.of("a folder of its path has the name of a file");
      }
      if (problem.isPresent()) {
        rejected.add(SourceImage.newBuilder(image).setReason(problem.get()).build());
      } else {
        usable.add(image);
      }
    }
    return usable;
  }

  /** In two places that are read as one, a file and a folder may share a name. */
  private static boolean runsThroughFile(String name, Set<String> names) {
    for (int slash = name.indexOf('/'); slash > 0; slash = name.indexOf('/', slash + 1)) {
      if (names.contains(name.substring(0, slash))) {
        return true;
      }
    }
    return false;
  }
}
