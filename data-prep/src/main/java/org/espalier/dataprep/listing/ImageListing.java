package org.espalier.dataprep.listing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.espalier.schemas.SourceImage;
import org.espalier.transforms.files.StoredFiles;

/**
 * All there is to list, in pieces that are listed one by one, and the classes that are wanted.
 *
 * @param input the input as it was given
 * @param shelves pieces of it
 * @param flat folders with a ground truth
 * @param index a file with a line an image, {@code class/name} or {@code class/name<TAB>bytes},
 *     that stands for a listing; empty without
 * @param classes classes to keep; empty for all
 */
public record ImageListing(
    String input,
    List<ImageLocation> shelves,
    List<FlatFolder> flat,
    String index,
    Set<String> classes)
    implements Serializable {

  /** Copies the lists. */
  public ImageListing {
    shelves = List.copyOf(shelves);
    flat = List.copyOf(flat);
    classes = Set.copyOf(classes);
  }

  /** An input that is laid out in one of the ways {@link InputLayout} knows. */
  public static ImageListing of(String input, Set<String> classes) {
    return new ImageListing(input, InputLayout.of(input), List.of(), "", classes);
  }

  /** An input with a file that says which image is of which class. */
  public static ImageListing flat(
      String input, String groundTruth, String synsets, Set<String> classes) {
    var folder = new FlatFolder(input, groundTruth, synsets);
    return new ImageListing(input, List.of(), List.of(folder), "", classes);
  }

  /** An input whose listing was written down before. */
  public static ImageListing index(String input, String index, Set<String> classes) {
    return new ImageListing(input, List.of(), List.of(), index, classes);
  }

  /** Number of pieces. */
  public int size() {
    return shelves.size() + flat.size() + (index.isEmpty() ? 0 : 1);
  }

  /** Whether sizes of files are to be asked for: those of an index are what it says. */
  public boolean isReal() {
    return index.isEmpty();
  }

  /** Lists a piece, in any order. */
  public void list(int piece, Consumer<SourceImage> found) {
    Consumer<SourceImage> wanted =
        image -> {
          if (classes.isEmpty() || classes.contains(image.getClassName())) {
            found.accept(image);
          }
        };
    if (piece < shelves.size()) {
      shelves.get(piece).list(wanted);
    } else if (piece < shelves.size() + flat.size()) {
      flat.get(piece - shelves.size()).list().forEach(wanted);
    } else {
      listIndex(wanted);
    }
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  private void listIndex(Consumer<SourceImage> found) {
    int number = 0;
    try (var lines =
        new BufferedReader(
            new InputStreamReader(StoredFiles.open(index), StandardCharsets.UTF_8), 1 << 16)) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        found.accept(entry(line, number));
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot read " + index, failure);
    }
  }

  private SourceImage entry(String line, int number) {
    int tab = line.indexOf('\t');
    var path = tab < 0 ? line : line.substring(0, tab);
    int slash = path.lastIndexOf('/');
    try {
      if (slash > 0) {
        long bytes = tab < 0 ? -1 : Long.parseLong(line.substring(tab + 1));
        var name = path.substring(slash + 1);
        return ImageLocation.image(
            ImageLocation.folderOf(path), name, input + '/' + path, 0, bytes);
      }
    } catch (NumberFormatException noNumber) {
      // Said below.
    }
    throw new IllegalArgumentException(
        "%s, line %d: must be class/name or class/name<TAB>bytes, was '%s'"
            .formatted(index, number, line));
  }
}
