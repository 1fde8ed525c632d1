package org.espalier.dataprep.image;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.espalier.dataprep.listing.Sha256;
import org.espalier.models.data.ImageExample;
import org.espalier.models.data.TfRecordReader;
import org.espalier.schemas.Discrepancy;
import org.espalier.schemas.PreparedImage;
import org.espalier.transforms.files.StoredFiles;

/**
 * The images of a prepared data set, read again.
 *
 * @param root its folder
 */
public record StoredImages(String root) {

  /**
   * Compares a shard with its rows.
   *
   * @param rows by their place in the shard
   */
  public List<Discrepancy> compareShard(String shard, Map<Long, PreparedImage> rows) {
    var found = new ArrayList<Discrepancy>();
    long place = 0;
    try (var reader =
        new TfRecordReader(
            shard, new BufferedInputStream(StoredFiles.open(root + '/' + shard), 1 << 20))) {
      for (var record = reader.next(); record.isPresent(); record = reader.next(), place++) {
        var row = rows.get(place);
        if (row == null) {
          found.add(new Discrepancy(shard, null, "record " + place + " is not in the manifest"));
        } else {
          compare(row, ImageExample.of(record.get()))
              .ifPresent(problem -> found.add(new Discrepancy(shard, row.getPath(), problem)));
        }
      }
      if (place < rows.size()) {
        found.add(
            new Discrepancy(
                shard, null, "holds %d images, %d in the manifest".formatted(place, rows.size())));
      }
    } catch (IOException | IllegalArgumentException damaged) {
      found.add(new Discrepancy(shard, null, String.valueOf(damaged.getMessage())));
    }
    return found;
  }

  /** Compares files with their rows. */
  public List<Discrepancy> compareFiles(List<PreparedImage> rows) {
    var found = new ArrayList<Discrepancy>();
    for (var row : rows) {
      var file = String.valueOf(row.getOutput());
      try (var in = StoredFiles.open(root + '/' + file)) {
        if (!Sha256.hex(in.readAllBytes()).equals(row.getOutputSha256())) {
          found.add(
              new Discrepancy(file, row.getPath(), "has other bytes than when it was written"));
        }
      } catch (IOException unreadable) {
        found.add(
            new Discrepancy(file, row.getPath(), "cannot be read: " + unreadable.getMessage()));
      }
    }
    return found;
  }

  /** Files of the output that are neither in the manifest nor written beside it. */
  public static List<String> extra(String root, Set<String> outputs) throws IOException {
    var extra = new ArrayList<String>();
    for (var file : StoredFiles.match(root + "/**")) {
      var path = file.resourceId().toString();
      var name = path.substring(root.length() + 1);
      boolean ours = !name.contains("/") && !name.endsWith(".tfrecord");
      if (!ours && !name.startsWith(".") && !outputs.contains(name)) {
        extra.add(name);
      }
    }
    extra.sort(null);
    return extra;
  }

  private static Optional<String> compare(PreparedImage row, ImageExample example) {
    if (!Sha256.hex(example.image()).equals(row.getOutputSha256())) {
      return Optional.of("has other bytes than when it was written");
    }
    boolean same =
        example.label() == row.getLabel()
            && example.synset().equals(row.getClass$())
            && row.getPath().endsWith('/' + example.filename());
    return same
        ? Optional.empty()
        : Optional.of(
            "is labelled %d (%s) and named %s"
                .formatted(example.label(), example.synset(), example.filename()));
  }
}
