package org.espalier.dataprep.listing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.espalier.transforms.files.StoredFiles;

/** Finds out how an input is laid out. */
public final class InputLayout {

  private static final String TAR = ".tar";

  private InputLayout() {}

  /**
   * The shelves of an input: class folders ({@code <class>/*.JPEG}), Tiny-ImageNet's ({@code
   * <class>/images/*.JPEG}), a tar of class tars, class tars, a tar of class folders, or a pattern
   * on any Beam file system.
   *
   * @throws IllegalArgumentException saying what is missing and what was looked for
   */
  public static List<ImageLocation> of(String input) {
    try {
      var shelves =
          Bytes.isRemote(input) || isPattern(input) ? matched(input) : local(Path.of(input));
      if (shelves.isEmpty()) {
        throw new IllegalArgumentException(
            input + " holds no images: looked for <class>/*.JPEG, <class>/images/*.JPEG and *.tar");
      }
      return shelves;
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot look into " + input, failure);
    }
  }

  static boolean isPattern(String input) {
    return input.contains("*") || input.contains("?");
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  private static List<ImageLocation> matched(String input) throws IOException {
    var pattern = isPattern(input) || input.endsWith(TAR) ? input : input + "/**";
    var files = StoredFiles.match(pattern).stream().map(f -> f.resourceId().toString()).toList();
    var shelves = new ArrayList<ImageLocation>();
    for (var file : files) {
      if (file.endsWith(TAR)) {
        shelves.addAll(tar(file));
      }
    }
    if (files.stream().anyMatch(Names::isImage)) {
      shelves.add(ImageLocation.pattern(pattern));
    }
    return shelves;
  }

  private static List<ImageLocation> local(Path input) throws IOException {
    if (Files.isRegularFile(input)) {
      if (!input.toString().endsWith(TAR)) {
        throw new IllegalArgumentException(
            input + " is neither a folder nor a .tar: name the folder that holds the classes");
      }
      return tar(input.toAbsolutePath().toString());
    }
    if (!Files.isDirectory(input)) {
      throw new IllegalArgumentException(
          input + " is not there: name the folder that holds the classes, or a .tar");
    }
    if (Files.isRegularFile(input.resolve("wnids.txt"))) {
      throw new IllegalArgumentException(
          input + " is the root of Tiny-ImageNet: name its train or its val folder");
    }
    var shelves = new ArrayList<ImageLocation>();
    try (var entries = Files.newDirectoryStream(input.toAbsolutePath().normalize())) {
      for (var entry : entries) {
        var name = String.valueOf(entry.getFileName());
        if (name.endsWith(TAR)) {
          shelves.addAll(tar(entry.toString()));
        } else if (Files.isDirectory(entry) && !name.startsWith(".")) {
          var images = entry.resolve("images");
          shelves.add(ImageLocation.folder(Files.isDirectory(images) ? images : entry, name));
        }
      }
    }
    return shelves;
  }

  private static List<ImageLocation> tar(String file) {
    var entries = Tar.entries(file);
    var inner = entries.stream().filter(entry -> entry.name().endsWith(TAR)).toList();
    if (!inner.isEmpty()) {
      return inner.stream()
          .map(
              entry ->
                  new ImageLocation(
                      ImageLocation.Kind.TAR,
                      file,
                      stem(entry.fileName()),
                      entry.offset(),
                      entry.bytes()))
          .toList();
    }
    boolean folders =
        entries.stream()
            .anyMatch(entry -> Names.isImage(entry.fileName()) && !entry.folder().isEmpty());
    var name = stem(file.substring(file.lastIndexOf('/') + 1));
    // A class's own tar may or may not repeat its name as a folder.
    return folders
        ? List.of(new ImageLocation(ImageLocation.Kind.TAR_OF_FOLDERS, file, "", 0, -1))
        : List.of(new ImageLocation(ImageLocation.Kind.TAR, file, name, 0, -1));
  }

  private static String stem(String fileName) {
    return fileName.substring(0, fileName.length() - TAR.length());
  }
}
