package org.espalier.pipelines;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
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
   * The SHA-256 of the list of images, and of all stored images.
   *
   * @throws java.io.UncheckedIOException naming the file that cannot be read
   */
  static Map<String, String> of(Path folder) {
    var checksums = new TreeMap<String, String>();
    var list = folder.resolve("list.tsv");
    if (Files.isRegularFile(list)) {
      checksums.put(folder.getFileName() + "/list.tsv", RunManifest.sha256(list));
    }
    var manifest = folder.resolve("manifest.parquet");
    if (Files.isRegularFile(manifest)) {
      checksums.put(folder.getFileName() + "/images", images(manifest));
    }
    return checksums;
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
    MessageDigest digest = RunManifest.digest();
    lines.forEach(line -> digest.update(line.getBytes(StandardCharsets.UTF_8)));
    return HexFormat.of().formatHex(digest.digest());
  }
}
