package org.espalier.transforms.images;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.espalier.models.data.ShardEntry;
import org.espalier.schemas.ImageStatus;
import org.espalier.schemas.PreparedImage;
import org.espalier.transforms.tables.Table;

/**
 * What {@code espalier prepare} has written into a folder of shards, as its manifest says. Images
 * are in the order of their names, whatever the seed and the size of the shards were: CIFAR-10's in
 * that of its binary files.
 *
 * @param folder the folder
 * @param classes number of classes
 * @param side height and width of the images in pixels; empty where they differ
 * @param splits the images of each split
 */
public record ShardFolder(
    Path folder, int classes, Optional<Integer> side, Map<String, List<ShardEntry>> splits) {

  static final String MANIFEST = "manifest.parquet";

  /** Whether something was prepared into a folder, completely or not. */
  static boolean is(Path folder) {
    return Files.isRegularFile(folder.resolve("prepare.json"));
  }

  /**
   * Reads the manifest.
   *
   * @throws IllegalArgumentException naming the folder, if what was prepared is incomplete, a list
   *     only, or files and not shards
   */
  static ShardFolder read(Path folder) {
    if (!Files.isRegularFile(folder.resolve("report.json"))) {
      throw new IllegalArgumentException(
          folder + " is not prepared to its end: repeat the `espalier prepare` that began it");
    }
    if (!Files.isRegularFile(folder.resolve(MANIFEST))) {
      throw new IllegalArgumentException(
          folder + " holds a list and no images: prepare it without --list-only");
    }
    var rows = new Rows();
    Table.of(PreparedImage.class).forEach(folder.resolve(MANIFEST).toString(), rows::add);
    if (rows.isFiles) {
      throw new IllegalArgumentException(
          folder + " holds image files, not shards: prepare them with --format tfrecord");
    }
    return new ShardFolder(folder, classes(folder), rows.side(), rows.splits());
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  /** Classes that lost all their images count too: labels are those of the whole list. */
  private static int classes(Path folder) {
    try {
      return Files.readAllLines(folder.resolve("classes.txt")).size();
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot read " + folder.resolve("classes.txt"), failure);
    }
  }

  private record Named(String name, String path, ShardEntry entry) {}

  private static final class Rows {

    private final Map<String, List<Named>> images = new TreeMap<>();
    private final Map<String, String> shards = new HashMap<>();
    private boolean isFiles;
    private int smallest = Integer.MAX_VALUE;
    private int largest;

    void add(PreparedImage row) {
      if (!row.getStatus().equals(ImageStatus.OK.name())) {
        return;
      }
      var record = row.getRecordIndex();
      if (record == null) {
        isFiles = true;
        return;
      }
      int width = Objects.requireNonNull(row.getOutputWidth());
      int height = Objects.requireNonNull(row.getOutputHeight());
      smallest = Math.min(smallest, Math.min(width, height));
      largest = Math.max(largest, Math.max(width, height));
      // One string a shard, not one an image.
      var shard = shards.computeIfAbsent(Objects.requireNonNull(row.getOutput()), name -> name);
      images
          .computeIfAbsent(row.getSplit(), none -> new ArrayList<>())
          .add(
              new Named(
                  row.getPath().substring(row.getPath().lastIndexOf('/') + 1),
                  row.getPath(),
                  new ShardEntry(shard, Math.toIntExact(record), row.getLabel() - 1)));
    }

    Optional<Integer> side() {
      return smallest == largest ? Optional.of(largest) : Optional.empty();
    }

    Map<String, List<ShardEntry>> splits() {
      var order =
          Comparator.comparing(Named::name)
              .thenComparingInt(named -> named.entry().label())
              .thenComparing(Named::path);
      var splits = new TreeMap<String, List<ShardEntry>>();
      images.forEach(
          (split, named) ->
              splits.put(split, named.stream().sorted(order).map(Named::entry).toList()));
      return splits;
    }
  }
}
