package org.espalier.dataprep;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.espalier.dataprep.listing.Chooser;
import org.espalier.dataprep.listing.GivenList;
import org.espalier.dataprep.listing.ImageListing;
import org.espalier.dataprep.listing.NameOrder;
import org.espalier.dataprep.listing.Names;
import org.espalier.dataprep.listing.PassedOver;
import org.espalier.schemas.ListedClass;
import org.espalier.schemas.ListedPiece;
import org.espalier.schemas.PassedOverFiles;

/**
 * Gives the classes of an input their labels, if it has the images that were asked for: a class
 * that goes missing in silence would shift the labels of all that follow.
 *
 * @param images the input
 * @param chooser which images are taken
 * @param allowsEmpty whether classes may be without images
 * @param pieces what the pieces of the input hold beside images
 * @param found the classes that have images
 */
record ClassCheck(
    ImageListing images,
    Chooser chooser,
    boolean allowsEmpty,
    List<ListedPiece> pieces,
    Map<String, ListedClass> found) {

  private static final int NAMED = 5;
  private static final String OTHER = PassedOver.OTHER_CLASS.key();

  /**
   * The classes, label 1 first.
   *
   * @throws IllegalArgumentException naming the classes that are missing, unknown or too small
   */
  List<String> labels() {
    var there = new TreeSet<String>(NameOrder.UTF_8);
    there.addAll(found.keySet());
    pieces.forEach(piece -> there.addAll(piece.getClasses()));
    checkOthers();
    if (found.isEmpty()) {
      throw new IllegalArgumentException(images.input() + " holds no images" + outside());
    }
    var labels = images.wanted().areGiven() ? images.wanted().names() : List.copyOf(there);
    checkNames(labels);
    checkList();
    checkEmpty(labels);
    checkSizes();
    return labels;
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  private void checkOthers() {
    var others = new TreeMap<String, Long>(NameOrder.UTF_8);
    counts(OTHER).forEach(each -> others.merge(each.getClassName(), each.getCount(), Long::sum));
    if (!others.isEmpty() && !images.wanted().skipsOthers()) {
      throw new IllegalArgumentException(
          "%s has %s that --classes does not name: %s. Name them, or pass over them by --skip-other-classes"
              .formatted(
                  images.input(), classes(others.size()), named(List.copyOf(others.keySet()))));
    }
  }

  private String outside() {
    long outside =
        counts(PassedOver.OUTSIDE_CLASSES.key()).stream()
            .mapToLong(PassedOverFiles::getCount)
            .sum();
    long files = pieces.stream().mapToLong(ListedPiece::getFiles).sum();
    if (outside > 0) {
      return " in class folders, but %d beside: name the folder above, or say their classes by --ground-truth"
          .formatted(outside);
    }
    var what = files == 0 ? "" : "; passed over: " + endings(all());
    return (images.wanted().areGiven() ? " of the classes that --classes names" : "")
        + what
        + ": looked for <class>/….JPEG, .jpg, .png, .bmp, and *.tar";
  }

  private void checkNames(List<String> labels) {
    for (var name : labels) {
      Names.problem(name)
          .ifPresent(
              problem -> {
                throw new IllegalArgumentException(
                    "%s has the class %s: %s; rename it"
                        .formatted(images.input(), Names.printable(name), problem));
              });
    }
  }

  private void checkList() {
    var missing = new TreeSet<String>(NameOrder.UTF_8);
    missing.addAll(chooser instanceof GivenList list ? list.classes() : Set.of());
    missing.removeAll(found.keySet());
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException(
          images.input() + " has no class " + named(List.copyOf(missing)));
    }
  }

  private void checkEmpty(List<String> labels) {
    var empty = new ArrayList<String>();
    for (var name : labels) {
      var listed = found.get(name);
      if (listed == null || listed.getImages() == 0) {
        empty.add(name + " (" + contents(name, listed) + ')');
      }
    }
    if (!empty.isEmpty() && !allowsEmpty) {
      throw new IllegalArgumentException(
          "%s has %s without images: %s. Leaving it out would shift the labels after it: add images, keep it with --allow-empty, or list the classes with --classes"
              .formatted(images.input(), classes(empty.size()), named(empty)));
    }
  }

  private String contents(String name, @org.jspecify.annotations.Nullable ListedClass listed) {
    if (listed != null) {
      var image = listed.getRejected().get(0);
      return Names.printable(image.getName()) + ": " + image.getReason();
    }
    var files = all().stream().filter(each -> each.getClassName().equals(name)).toList();
    return files.isEmpty() ? "no file" : "passed over: " + endings(files);
  }

  private void checkSizes() {
    var lacking =
        found.values().stream()
            .filter(of -> of.getLack() != null && of.getImages() > 0)
            .map(of -> of.getClassName() + " has " + of.getLack())
            .toList();
    if (!lacking.isEmpty()) {
      throw new IllegalArgumentException(
          "%d of %d classes have too few images: %s"
              .formatted(lacking.size(), found.size(), named(lacking)));
    }
  }

  private List<PassedOverFiles> all() {
    return pieces.stream().flatMap(piece -> piece.getPassedOver().stream()).toList();
  }

  private List<PassedOverFiles> counts(String reason) {
    return all().stream().filter(each -> each.getReason().equals(reason)).toList();
  }

  private static String endings(List<PassedOverFiles> files) {
    var counts = new TreeMap<String, Long>();
    files.forEach(each -> counts.merge(each.getEnding(), each.getCount(), Long::sum));
    var words = new ArrayList<String>();
    counts.forEach((ending, count) -> words.add(count + " " + InputCount.words(ending)));
    return String.join(", ", words);
  }

  private static String classes(int count) {
    return count == 1 ? "a class" : count + " classes";
  }

  private static String named(List<String> all) {
    var some = String.join("; ", all.subList(0, Math.min(NAMED, all.size())));
    return all.size() > NAMED ? some + "; and %d more".formatted(all.size() - NAMED) : some;
  }
}
