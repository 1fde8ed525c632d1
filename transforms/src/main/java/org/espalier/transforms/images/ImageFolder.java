package org.espalier.transforms.images;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.espalier.models.data.BadImageException;
import org.espalier.models.data.ImageCodec;

/**
 * A folder of class folders, as torchvision's {@code ImageFolder} reads it: classes are sorted by
 * name, images by path. JPEG, PNG and BMP count; hidden files and others do not.
 */
final class ImageFolder implements LabelledImages {

  private static final List<String> ENDINGS = List.of(".jpg", ".jpeg", ".png", ".bmp");

  private final Path root;
  private final List<String> classes = new ArrayList<>();
  private final List<String> paths = new ArrayList<>();
  private final List<Integer> labels = new ArrayList<>();

  private ImageFolder(Path root) {
    this.root = root;
  }

  /**
   * Lists a folder.
   *
   * @throws IllegalArgumentException naming it, where it has no class folder, or one without images
   */
  static ImageFolder of(Path root) {
    var folder = new ImageFolder(root);
    try {
      for (var classFolder : folders(root)) {
        folder.add(classFolder);
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException("cannot list " + root, unreadable);
    }
    if (folder.classes.isEmpty()) {
      throw new IllegalArgumentException(
          root
              + " has no class folders: images must lie in one folder a class, CIFAR-10's binary"
              + " files or prepared shards in a folder of their own");
    }
    return folder;
  }

  @Override
  public List<String> classes() {
    return List.copyOf(classes);
  }

  @Override
  public int size() {
    return paths.size();
  }

  @Override
  public LabelledImage read(int image) {
    var path = paths.get(image);
    var file = root.resolve(path);
    try {
      var decoded = ImageCodec.ofProcess().decode(Files.readAllBytes(file));
      return new LabelledImage(path, labels.get(image), decoded);
    } catch (BadImageException bad) {
      throw new IllegalArgumentException(file + " " + bad.getMessage(), bad);
    } catch (IOException unreadable) {
      throw new UncheckedIOException("cannot read " + file, unreadable);
    }
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  private static List<Path> folders(Path root) throws IOException {
    try (Stream<Path> entries = Files.list(root)) {
      return entries
          .filter(entry -> Files.isDirectory(entry) && !isHidden(entry))
          .sorted()
          .toList();
    }
  }

  private void add(Path classFolder) throws IOException {
    List<String> found;
    try (Stream<Path> files = Files.walk(classFolder, FileVisitOption.FOLLOW_LINKS)) {
      found =
          files
              .filter(ImageFolder::isImage)
              .map(file -> root.relativize(file).toString())
              .sorted()
              .toList();
    }
    if (found.isEmpty()) {
      throw new IllegalArgumentException(
          classFolder + " has no images, whose names end in " + String.join(", ", ENDINGS));
    }
    found.forEach(
        path -> {
          paths.add(path);
          labels.add(classes.size());
        });
    classes.add(classFolder.getFileName().toString());
  }

  private static boolean isImage(Path file) {
    var name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return !isHidden(file)
        && ENDINGS.stream().anyMatch(name::endsWith)
        && Files.isRegularFile(file);
  }

  private static boolean isHidden(Path file) {
    return file.getFileName().toString().startsWith(".");
  }
}
