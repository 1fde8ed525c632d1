package org.espalier.dataprep.listing;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/**
 * Images of all classes in one folder, and a file that says which is which: ILSVRC's {@code val}
 * with its ground truth (a number a line, in the order of the file names), or lines that begin with
 * a file name and a class, as Tiny-ImageNet's {@code val_annotations.txt} has them.
 *
 * @param input folder, tar or pattern
 * @param pieces its pieces
 * @param groundTruth that file
 * @param synsets class names, the first line's being number 1; empty where there is no such file
 */
public record FlatFolder(
    String input, List<ImageLocation> pieces, String groundTruth, String synsets)
    implements Serializable {

  /** Copies the pieces. */
  public FlatFolder {
    pieces = List.copyOf(pieces);
  }

  /** The files that say which image is of which class, by what they are. */
  public Map<String, String> settings() {
    return synsets.isEmpty()
        ? Map.of("ground_truth", groundTruth)
        : Map.of("ground_truth", groundTruth, "synsets", synsets);
  }

  /**
   * Lists it.
   *
   * @param wanted the classes that are asked for
   * @throws IllegalArgumentException if images and ground truth do not belong together
   */
  void list(ClassNames wanted, PieceTally tally) {
    var images = images(tally);
    if (images.isEmpty()) {
      throw new IllegalArgumentException(input + " holds no images");
    }
    var lines = lines(groundTruth);
    boolean numbers = lines.stream().allMatch(line -> line.matches("\\d{1,6}"));
    var classes = numbers ? numbered(images, lines) : named(images, lines);
    for (int i = 0; i < images.size(); i++) {
      var file = images.get(i);
      if (wanted.includes(classes.get(i))) {
        tally.image(
            InputRule.image(classes.get(i), name(file), file.file(), file.offset(), file.bytes()));
      } else {
        tally.passedOver(classes.get(i), PassedOver.OTHER_CLASS, InputRule.ending(file.path()));
      }
    }
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  /** The images of the one folder, by name. */
  private List<FoundFile> images(PieceTally tally) {
    var images = new ArrayList<FoundFile>();
    pieces.forEach(
        piece ->
            piece.list(
                file ->
                    InputRule.unusable(file)
                        .ifPresentOrElse(
                            why -> tally.passedOver("", why, InputRule.ending(file.path())),
                            () -> images.add(file)),
                folder -> {}));
    var folder = folder(images);
    var flat = new ArrayList<FoundFile>();
    for (var image : images) {
      if (parent(image).equals(folder)) {
        flat.add(image);
      } else {
        tally.passedOver("", PassedOver.OUTSIDE_CLASSES, InputRule.ending(image.path()));
      }
    }
    flat.sort(Comparator.comparing(FlatFolder::name, NameOrder.UTF_8));
    return flat;
  }

  private String folder(List<FoundFile> images) {
    var folders = new TreeSet<String>(NameOrder.UTF_8);
    images.forEach(image -> folders.add(parent(image)));
    for (var usual : List.of("", "images/")) {
      if (folders.contains(usual)) {
        return usual;
      }
    }
    if (folders.size() > 1) {
      throw new IllegalArgumentException(
          "%s has images in %d folders (%s, %s…), but --ground-truth is for images in one: name it"
              .formatted(input, folders.size(), folders.first(), folders.last()));
    }
    return folders.isEmpty() ? "" : folders.first();
  }

  private static String parent(FoundFile file) {
    return file.path().substring(0, file.path().lastIndexOf('/') + 1);
  }

  private static String name(FoundFile file) {
    return file.path().substring(file.path().lastIndexOf('/') + 1);
  }

  private List<String> numbered(List<FoundFile> images, List<String> lines) {
    if (images.size() != lines.size()) {
      throw new IllegalArgumentException(
          "%s holds %d images, but %s has %d lines"
              .formatted(input, images.size(), groundTruth, lines.size()));
    }
    var names = synsets.isEmpty() ? List.<String>of() : lines(synsets);
    var classes = new ArrayList<String>();
    for (int i = 0; i < lines.size(); i++) {
      int number = Integer.parseInt(lines.get(i));
      if (!names.isEmpty() && (number < 1 || number > names.size())) {
        throw new IllegalArgumentException(
            "%s, line %d: there is no class %d in %s, which has %d"
                .formatted(groundTruth, i + 1, number, synsets, names.size()));
      }
      classes.add(
          names.isEmpty()
              ? String.format(Locale.ROOT, "%04d", number)
              : names.get(number - 1).split("\\s", 2)[0]);
    }
    return classes;
  }

  private List<String> named(List<FoundFile> images, List<String> lines) {
    Map<String, String> classOf = new HashMap<>();
    for (var line : lines) {
      var fields = line.split("\\s+", -1);
      if (fields.length < 2) {
        throw new IllegalArgumentException(
            groundTruth + " must have a file name and a class a line, had '" + line + "'");
      }
      classOf.put(fields[0], fields[1]);
    }
    var classes = new ArrayList<String>();
    for (var image : images) {
      var className = classOf.get(name(image));
      if (className == null) {
        throw new IllegalArgumentException(
            groundTruth + " has no line for " + Names.printable(name(image)));
      }
      classes.add(className);
    }
    return classes;
  }

  private static List<String> lines(String file) {
    try {
      return Files.readAllLines(LocalPath.of(file)).stream()
          .map(String::strip)
          .filter(line -> !line.isEmpty())
          .toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
