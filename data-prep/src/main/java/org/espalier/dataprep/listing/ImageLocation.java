package org.espalier.dataprep.listing;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.espalier.schemas.SourceImage;
import org.espalier.transforms.files.StoredFiles;

/**
 * A piece of the input that is listed on its own: a class's folder or tar, or all that a pattern
 * matches.
 *
 * @param kind what it is
 * @param path the folder, file or pattern
 * @param className the class of its images; empty where their folders say
 * @param offset position of a tar within the file
 * @param bytes length of that tar; -1 for the whole file
 */
public record ImageLocation(Kind kind, String path, String className, long offset, long bytes)
    implements Serializable {

  /** What a shelf can be. */
  public enum Kind {
    /** A folder on this machine; its images are one class. */
    FOLDER,
    /** A pattern on any file system; the class is the folder above, {@code images} passed over. */
    PATTERN,
    /** A tar whose images are one class. */
    TAR,
    /** A tar whose folders are classes. */
    TAR_OF_FOLDERS
  }

  static ImageLocation folder(Path folder, String className) {
    return new ImageLocation(Kind.FOLDER, folder.toString(), className, 0, -1);
  }

  static ImageLocation pattern(String pattern) {
    return new ImageLocation(Kind.PATTERN, pattern, "", 0, -1);
  }

  /** Lists its images, in any order. */
  public void list(Consumer<SourceImage> found) {
    try {
      switch (kind) {
        case FOLDER -> listFolder(found);
        case PATTERN -> listPattern(found);
        case TAR, TAR_OF_FOLDERS -> listTar(found);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot list " + path, failure);
    }
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  private void listFolder(Consumer<SourceImage> found) throws IOException {
    try (var files = Files.newDirectoryStream(Path.of(path))) {
      for (var file : files) {
        var name = String.valueOf(file.getFileName());
        if (Names.isImage(name)) {
          found.accept(image(className, name, path + '/' + name, 0, -1));
        }
      }
    } catch (DirectoryIteratorException failure) {
      throw failure.getCause();
    }
  }

  private void listPattern(Consumer<SourceImage> found) throws IOException {
    for (var file : StoredFiles.match(path)) {
      var name = file.resourceId().toString();
      var fileName = name.substring(name.lastIndexOf('/') + 1);
      if (Names.isImage(fileName)) {
        found.accept(image(folderOf(name), fileName, name, 0, file.sizeBytes()));
      }
    }
  }

  private void listTar(Consumer<SourceImage> found) {
    for (var entry : Tar.entries(path, offset, bytes)) {
      if (Names.isImage(entry.fileName())) {
        var name = kind == Kind.TAR ? className : entry.folder();
        found.accept(image(name, entry.fileName(), path, entry.offset(), entry.bytes()));
      }
    }
  }

  static String folderOf(String path) {
    var parts = path.split("/", -1);
    int folder = parts.length - 2;
    if (folder > 0 && parts[folder].equals("images")) {
      folder--;
    }
    return folder < 0 ? "" : parts[folder];
  }

  static SourceImage image(String className, String name, String file, long offset, long bytes) {
    return SourceImage.newBuilder()
        .setClassName(className)
        .setName(name)
        .setFile(file)
        .setOffset(offset)
        .setBytes(bytes)
        .build();
  }
}
