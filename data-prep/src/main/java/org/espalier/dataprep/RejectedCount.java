package org.espalier.dataprep;

import java.io.IOException;
import java.util.regex.Pattern;
import org.espalier.schemas.ImageStatus;
import org.espalier.schemas.PreparedImage;
import org.espalier.transforms.tables.Table;

/** How many images were rejected so far: the names of the files of rows say it. */
final class RejectedCount {

  private static final Pattern NAME = Pattern.compile("(\\d+)-(\\d+)\\.parquet");
  private static final int SHOWN = 5;

  private RejectedCount() {}

  /**
   * Stops once too many images were rejected.
   *
   * @throws IllegalArgumentException with the first reasons
   */
  static void check(PreparedFolder folder, long most) throws IOException {
    long rejected = 0;
    var reasons = new StringBuilder();
    int shown = 0;
    for (var file : folder.rowFiles()) {
      var name = NAME.matcher(file.substring(file.lastIndexOf('/') + 1));
      rejected += name.matches() ? Long.parseLong(name.group(2)) : 0;
    }
    if (rejected <= most) {
      return;
    }
    for (var file : folder.rowFiles()) {
      for (var row : Table.of(PreparedImage.class).read(file)) {
        if (row.getStatus().equals(ImageStatus.REJECTED.name()) && shown++ < SHOWN) {
          reasons.append("\n  ").append(row.getPath()).append(": ").append(row.getReason());
        }
      }
      if (shown >= SHOWN) {
        break;
      }
    }
    throw new IllegalArgumentException(
        "%d images are rejected, --max-rejected allows %d; the first:%s%n  repair them, or allow more: the command resumes from here"
            .formatted(rejected, most, reasons));
  }
}
