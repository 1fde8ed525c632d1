package org.espalier.dataprep.listing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.espalier.schemas.ListedPiece;
import org.espalier.schemas.PassedOverFiles;
import org.espalier.schemas.SourceImage;

/** Hands on the images of a piece of an input, and counts all else. */
public final class PieceTally {

  /** Links to folders that hold links to folders can multiply without end. */
  private static final long MOST_FILES = 50_000_000;

  private record Kind(String className, PassedOver why, String ending) {}

  private final Consumer<SourceImage> images;
  private final TreeSet<String> classes = new TreeSet<>(NameOrder.UTF_8);
  private final Map<String, PassedOverFiles.Builder> passedOver = new TreeMap<>();
  private long files;

  /** Counts nothing yet. */
  public PieceTally(Consumer<SourceImage> images) {
    this.images = images;
  }

  void image(SourceImage image) {
    count();
    classes.add(image.getClassName());
    images.accept(image);
  }

  void passedOver(String className, PassedOver why, String ending) {
    count();
    var files =
        passedOver.computeIfAbsent(
            new Kind(className, why, ending).toString(),
            none ->
                PassedOverFiles.newBuilder()
                    .setClassName(className)
                    .setReason(why.key())
                    .setEnding(ending)
                    .setCount(0));
    files.setCount(files.getCount() + 1);
  }

  /** Takes note of a class that has a folder or a tar, whatever is in it. */
  void hasClass(String className) {
    classes.add(className);
  }

  /** What was counted. */
  public ListedPiece toPiece() {
    List<PassedOverFiles> counts = new ArrayList<>();
    passedOver.values().forEach(each -> counts.add(each.build()));
    return ListedPiece.newBuilder()
        .setFiles(files)
        .setClasses(List.copyOf(classes))
        .setPassedOver(counts)
        .build();
  }

  private void count() {
    if (++files > MOST_FILES) {
      throw new IllegalArgumentException(
          "a part of the input holds more than %d files: do links multiply them?"
              .formatted(MOST_FILES));
    }
  }
}
