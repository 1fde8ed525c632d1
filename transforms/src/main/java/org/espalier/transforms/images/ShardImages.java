package org.espalier.transforms.images;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.espalier.models.data.ShardIndex;

/** A split of a folder of prepared shards. */
final class ShardImages implements LabelledImages {

  private final List<String> classes;
  private final ShardIndex index;
  private final Path folder;

  private ShardImages(Path folder, List<String> classes, ShardIndex index) {
    this.folder = folder;
    this.classes = List.copyOf(classes);
    this.index = index;
  }

  /**
   * Opens a split.
   *
   * @param split its name; empty for {@code val}, else {@code test}
   * @throws IllegalArgumentException naming the folder, and the splits that it has
   */
  static ShardImages of(Path folder, String split) {
    var prepared = ShardFolder.read(folder);
    var wanted = split.isEmpty() ? (prepared.splits().containsKey("val") ? "val" : "test") : split;
    var entries = prepared.splits().get(wanted);
    if (entries == null || entries.isEmpty()) {
      throw new IllegalArgumentException(
          "%s has no split %s, only %s".formatted(folder, wanted, prepared.splits().keySet()));
    }
    try {
      var names = Files.readAllLines(folder.resolve("classes.txt"));
      return new ShardImages(folder, names, ShardIndex.of(folder, entries));
    } catch (IOException unreadable) {
      throw new UncheckedIOException("cannot read " + folder.resolve("classes.txt"), unreadable);
    }
  }

  @Override
  public List<String> classes() {
    return classes;
  }

  @Override
  public int size() {
    return index.size();
  }

  @Override
  public LabelledImage read(int image) {
    int label = index.label(image);
    var stored = index.read(image);
    return new LabelledImage(
        classes.get(label) + '/' + stored.filename(), label, index.decoded(image, stored));
  }

  @Override
  public String toString() {
    return folder.toString();
  }
}
