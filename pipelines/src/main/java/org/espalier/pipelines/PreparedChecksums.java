package org.espalier.pipelines;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.espalier.schemas.ImageStatus;
import org.espalier.schemas.PreparedImage;
import org.espalier.transforms.tables.Table;

/**
 * What identifies the images of a prepared folder: not the bytes of its manifest, which differ from
 * one writing to the next, nor the order and size of its shards, which change no trial.
 */
final class PreparedChecksums {

  private PreparedChecksums() {}

  /** Whether something was prepared into a folder. */
  static boolean is(Path folder) {
    return Files.isRegularFile(folder.resolve("prepare.json"));
  }

  /**
   * The SHA-256 of all stored images and of the names of the classes; of the list where there are
   * no images.
   *
   * @throws java.io.UncheckedIOException naming the file that cannot be read
   */
  static Map<String, String> of(Path folder) {
    var checksums = new TreeMap<String, String>();
    var manifest = folder.resolve("manifest.parquet");
    if (Files.isRegularFile(manifest)) {
      checksums.put("images", images(manifest));
      put(checksums, "classes", folder.resolve("classes.txt"));
    } else {
      put(checksums, "list", folder.resolve("list.tsv"));
    }
    return checksums;
  }

  private static void put(Map<String, String> checksums, String part, Path file) {
    if (Files.isRegularFile(file)) {
      checksums.put(part, RunInput.sha256(file));
    }
  }

  /** Of a line an image, sorted: split, path, label and the hash of what is stored. */
  private static String images(Path manifest) {
    var lines = new ArrayList<String>();
    Table.of(PreparedImage.class)
        .forEach(
            manifest.toString(),
            row -> {
              if (row.getStatus().equals(ImageStatus.OK.name())) {
                lines.add(
                    "%s\t%s\t%d\t%s\n"
                        .formatted(
                            row.getSplit(), row.getPath(), row.getLabel(), row.getOutputSha256()));
              }
            });
    lines.sort(null);
    var digest = digest();
    lines.forEach(line -> digest.update(line.getBytes(StandardCharsets.UTF_8)));
    return HexFormat.of().formatHex(digest.digest());
  }

  static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
