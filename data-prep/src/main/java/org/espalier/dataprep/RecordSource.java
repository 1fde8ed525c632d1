package org.espalier.dataprep;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.espalier.dataprep.image.SourceFormat;
import org.espalier.dataprep.listing.Bytes;
import org.espalier.dataprep.listing.LocalPath;
import org.espalier.schemas.SourceImage;
import org.espalier.transforms.pipeline.Engine;

/**
 * CIFAR-10 or CIFAR-100 from the binary files: all training files, in the order of their numbers,
 * and the test file.
 *
 * <p><b>Source:</b> Krizhevsky, Learning multiple layers of features from tiny images, 2009.
 *
 * @param input the folder
 * @param format which of the two
 */
public record RecordSource(String input, SourceFormat format) implements Preparation.Source {

  private static final int MOST_RECORDS_AT_ONCE = 1_000;

  @Override
  public Map<String, String> settings() {
    var settings = new LinkedHashMap<String, String>();
    settings.put("input", FolderSource.absolute(input));
    settings.put("source", format.name().toLowerCase(Locale.ROOT));
    return settings;
  }

  @Override
  public Listed list(PreparedFolder folder, Engine engine) throws IOException {
    var root = LocalPath.of(input).toAbsolutePath().normalize();
    boolean ten = format == SourceFormat.CIFAR10;
    var classes = classes(root, ten ? "batches.meta.txt" : "fine_label_names.txt", ten ? 10 : 100);
    var images = new ArrayList<SourceImage>();
    for (var file : files(root, ten ? "data_batch_\\d+\\.bin" : "train\\.bin")) {
      records(file, "train", classes, images);
    }
    for (var file : files(root, ten ? "test_batch\\.bin" : "test\\.bin")) {
      records(file, "test", classes, images);
    }
    return new Listed(
        List.of("train", "test"), classes, images, List.of(), InputCount.all(images.size()));
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  private static List<String> classes(Path root, String file, int count) throws IOException {
    if (!Files.isRegularFile(root.resolve(file))) {
      throw new IllegalArgumentException(
          "there is no %s in %s: unpack the binary version".formatted(file, root));
    }
    var names =
        Files.readAllLines(root.resolve(file)).stream()
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .toList();
    if (names.size() != count) {
      throw new IllegalArgumentException(
          "%s must name %d classes, names %d".formatted(root.resolve(file), count, names.size()));
    }
    return names;
  }

  private static List<Path> files(Path root, String pattern) throws IOException {
    try (var entries = Files.list(root)) {
      var files =
          entries
              .filter(file -> String.valueOf(file.getFileName()).matches(pattern))
              .sorted()
              .toList();
      if (files.isEmpty()) {
        throw new IllegalArgumentException(
            "there is no %s in %s: unpack the binary version"
                .formatted(pattern.replace("\\", ""), root));
      }
      return files;
    }
  }

  private void records(Path file, String split, List<String> classes, List<SourceImage> images)
      throws IOException {
    int length = format.recordBytes();
    long size = Files.size(file);
    if (size == 0 || size % length != 0) {
      throw new IllegalArgumentException(
          "%s must be a multiple of %,d bytes long, a record's length, and not empty; it has %,d bytes"
              .formatted(file, length, size));
    }
    var stem = String.valueOf(file.getFileName()).replace(".bin", "");
    try (var bytes = new Bytes()) {
      for (long first = 0; first < size / length; first += MOST_RECORDS_AT_ONCE) {
        long count = Math.min(MOST_RECORDS_AT_ONCE, size / length - first);
        var some = bytes.read(file.toString(), first * length, count * length);
        for (int i = 0; i < count; i++) {
          int label = some[i * length + format.labelBytes() - 1] & 0xFF;
          if (label >= classes.size()) {
            throw new IllegalArgumentException(
                "the label of record %d of %s must be in [0, %d], was %d"
                    .formatted(first + i, file, classes.size() - 1, label));
          }
          images.add(
              SourceImage.newBuilder()
                  .setSplit(split)
                  .setClassName(classes.get(label))
                  .setName(String.format(Locale.ROOT, "%s-%05d", stem, first + i))
                  .setFile(file.toString())
                  .setOffset((first + i) * length)
                  .setBytes(length)
                  .setLabel(label + 1)
                  .build());
        }
      }
    }
  }
}
