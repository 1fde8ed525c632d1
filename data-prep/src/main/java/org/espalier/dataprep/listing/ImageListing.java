package org.espalier.dataprep.listing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.espalier.transforms.files.StoredFiles;

/**
 * All there is to list, in pieces that are listed one by one.
 *
 * @param input the input as it was given
 * @param wanted the classes that are asked for
 * @param root the folder within the input that holds the classes; empty, or with a slash at its end
 * @param pieces pieces of the input
 * @param flat folders with a ground truth
 * @param index a file with a line an image, {@code class/name} or {@code class/name<TAB>bytes},
 *     that stands for looking into the input; empty without
 */
public record ImageListing(
    String input,
    ClassNames wanted,
    String root,
    List<ImageLocation> pieces,
    List<FlatFolder> flat,
    String index)
    implements Serializable {

  /** Copies the lists. */
  public ImageListing {
    pieces = List.copyOf(pieces);
    flat = List.copyOf(flat);
  }

  /**
   * An input of class folders: a folder, a tar, or a pattern on any Beam file system.
   *
   * @throws IllegalArgumentException saying what is missing, or what it seems to be instead
   */
  public static ImageListing of(String input, ClassNames wanted) {
    var layout = InputLayout.of(input, wanted);
    return new ImageListing(input, wanted, layout.root(), layout.pieces(), List.of(), "");
  }

  /** An input with a file that says which image is of which class. */
  public static ImageListing flat(
      String input, String groundTruth, String synsets, ClassNames wanted) {
    var pieces = InputLayout.of(input, ClassNames.ALL).pieces();
    var folder = new FlatFolder(input, pieces, groundTruth, synsets);
    return new ImageListing(input, wanted, "", List.of(), List.of(folder), "");
  }

  /** An input whose listing was written down before. */
  public static ImageListing index(String input, String index, ClassNames wanted) {
    var all = new PathLevels();
    readIndex(input, index, all::addFile);
    var root = RootFolder.of(index, "", all, wanted);
    return new ImageListing(input, wanted, root, List.of(), List.of(), index);
  }

  /** Number of pieces. */
  public int size() {
    return pieces.size() + flat.size() + (index.isEmpty() ? 0 : 1);
  }

  /** Lists a piece: every file of it, as an image of a class or as passed over. */
  public void list(int piece, PieceTally tally) {
    var rule = new InputRule(root, wanted);
    if (piece < pieces.size()) {
      pieces
          .get(piece)
          .list(
              file -> rule.sort(file, tally),
              folder -> rule.classOf(folder).ifPresent(tally::hasClass));
    } else if (piece < pieces.size() + flat.size()) {
      flat.get(piece - pieces.size()).list(wanted, tally);
    } else {
      readIndex(input, index, file -> rule.sort(file, tally));
    }
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  private static void readIndex(String input, String index, Consumer<FoundFile> found) {
    int number = 0;
    try (var lines =
        new BufferedReader(
            new InputStreamReader(StoredFiles.open(index), StandardCharsets.UTF_8), 1 << 16)) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        found.accept(entry(input, index, line, number));
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot read " + index, failure);
    }
  }

  private static FoundFile entry(String input, String index, String line, int number) {
    int tab = line.indexOf('\t');
    var path = tab < 0 ? line : line.substring(0, tab);
    try {
      if (path.lastIndexOf('/') > 0) {
        long bytes = tab < 0 ? -1 : Long.parseLong(line.substring(tab + 1));
        return FoundFile.whole(path, input + '/' + path, bytes);
      }
    } catch (NumberFormatException noNumber) {
      // Said below.
    }
    throw new IllegalArgumentException(
        "%s, line %d: must be class/name or class/name<TAB>bytes, was '%s'"
            .formatted(index, number, line));
  }
}
