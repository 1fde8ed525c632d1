package org.espalier.dataprep.listing;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.espalier.schemas.SourceImage;

/**
 * Images of all classes in one folder or tar, and a file that says which is which: ILSVRC's {@code
 * val} with its ground truth (a number a line, in the order of the file names), or lines that begin
 * with a file name and a class, as Tiny-ImageNet's {@code val_annotations.txt} has them.
 *
 * @param input folder or tar
 * @param groundTruth that file
 * @param synsets class names, the first line's being number 1; empty where there is no such file
 */
public record FlatFolder(String input, String groundTruth, String synsets) implements Serializable {

  /**
   * The images with their classes, in any order.
   *
   * @throws IllegalArgumentException if images and ground truth do not belong together
   */
  public List<SourceImage> list() {
    var images = images();
    if (images.isEmpty()) {
      throw new IllegalArgumentException(input + " holds no images");
    }
    images.sort(Comparator.comparing(SourceImage::getName, NameOrder.UTF_8));
    var lines = lines(groundTruth);
    boolean numbers = lines.stream().allMatch(line -> line.matches("\\d{1,6}"));
    return numbers ? numbered(images, lines) : named(images, lines);
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  private List<SourceImage> images() {
    var found = new ArrayList<SourceImage>();
    var inner = Path.of(input, "images");
    if (!input.endsWith(".tar") && Files.isDirectory(inner)) {
      ImageLocation.folder(inner.toAbsolutePath(), "").list(found::add);
    } else if (Files.isDirectory(Path.of(input))) {
      ImageLocation.folder(Path.of(input).toAbsolutePath(), "").list(found::add);
    } else {
      new ImageLocation(ImageLocation.Kind.TAR, input, "", 0, -1).list(found::add);
    }
    return found;
  }

  private List<SourceImage> numbered(List<SourceImage> images, List<String> lines) {
    if (images.size() != lines.size()) {
      throw new IllegalArgumentException(
          "%s holds %d images, but %s has %d lines"
              .formatted(input, images.size(), groundTruth, lines.size()));
    }
    var names = synsets.isEmpty() ? List.<String>of() : lines(synsets);
    var classed = new ArrayList<SourceImage>();
    for (int i = 0; i < lines.size(); i++) {
      int number = Integer.parseInt(lines.get(i));
      if (!names.isEmpty() && (number < 1 || number > names.size())) {
        throw new IllegalArgumentException(
            "%s, line %d: there is no class %d in %s, which has %d"
                .formatted(groundTruth, i + 1, number, synsets, names.size()));
      }
      var name =
          names.isEmpty()
              ? String.format(Locale.ROOT, "%04d", number)
              : names.get(number - 1).split("\\s", 2)[0];
      classed.add(SourceImage.newBuilder(images.get(i)).setClassName(name).build());
    }
    return classed;
  }

  private List<SourceImage> named(List<SourceImage> images, List<String> lines) {
    Map<String, String> classOf = new HashMap<>();
    for (var line : lines) {
      var fields = line.split("\\s+", -1);
      if (fields.length < 2) {
        throw new IllegalArgumentException(
            groundTruth + " must have a file name and a class a line, had '" + line + "'");
      }
      classOf.put(fields[0], fields[1]);
    }
    var classed = new ArrayList<SourceImage>();
    for (var image : images) {
      var className = classOf.get(image.getName());
      if (className == null) {
        throw new IllegalArgumentException(
            groundTruth + " has no line for " + Names.printable(image.getName()));
      }
      classed.add(SourceImage.newBuilder(image).setClassName(className).build());
    }
    return classed;
  }

  private static List<String> lines(String file) {
    try {
      return Files.readAllLines(Path.of(file)).stream()
          .map(String::strip)
          .filter(line -> !line.isEmpty())
          .toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
