package org.espalier.dataprep.listing;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
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
    var previous = "";
    for (var image : sorted) {
      var problem = Names.problem(image.getName());
      if (problem.isEmpty() && image.getName().equals(previous)) {
        problem = Optional.of("another file of its class has the same name");
      }
      if (problem.isPresent()) {
        rejected.add(SourceImage.newBuilder(image).setReason(problem.get()).build());
      } else {
        usable.add(image);
        previous = image.getName();
      }
    }
    return usable;
  }
}
