package org.espalier.transforms.images;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.espalier.models.data.ImageExample;
import org.espalier.models.data.TfRecordWriter;
import org.espalier.schemas.ImageStatus;
import org.espalier.schemas.PreparedImage;
import org.espalier.transforms.tables.Table;

/**
 * A folder of shards as preparation writes it, a shard a split. Each image is one grey, which says
 * its split and its number there; images are of ten classes in turn.
 *
 * @param folder the folder
 * @param side height and width of the images, in pixels
 */
record WrittenShards(Path folder, int side) {

  private static final List<String> SPLITS = List.of("train", "val", "test");
  private static final int MOST_IMAGES = 60;

  /** The split that an image of this grey is of. */
  static String splitOf(int grey) {
    return SPLITS.get(grey / MOST_IMAGES);
  }

  /**
   * Writes as many images into each split.
   *
   * @param reversed whether later names come first
   */
  WrittenShards write(Map<String, Integer> splits, boolean reversed) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("prepare.json"), "{}");
    Files.writeString(folder.resolve("classes.txt"), "c\n".repeat(10));
    var rows = new ArrayList<PreparedImage>();
    for (var split : splits.entrySet()) {
      var shard = split.getKey() + "-00000-of-00001.tfrecord";
      try (var out = new FileOutputStream(folder.resolve(shard).toFile())) {
        var writer = new TfRecordWriter(out.getChannel());
        for (int i = 0; i < split.getValue(); i++) {
          int number = reversed ? split.getValue() - 1 - i : i;
          int grey = MOST_IMAGES * SPLITS.indexOf(split.getKey()) + number;
          long record = writer.write(example(grey).toBytes());
          rows.add(row(grey).setOutput(shard).setRecordIndex(record).build());
        }
      }
    }
    return write(rows);
  }

  /** Replaces the manifest and completes the folder. */
  WrittenShards write(List<PreparedImage> rows) throws IOException {
    Table.of(PreparedImage.class).write(folder.resolve("manifest.parquet").toString(), rows);
    Files.writeString(folder.resolve("report.json"), "{}");
    return this;
  }

  /** The row of an image that is a file of its own. */
  PreparedImage.Builder row(int grey) {
    return PreparedImage.newBuilder()
        .setPath("c/" + name(grey))
        .setClass$("c")
        .setLabel(grey % 10 + 1)
        .setSplit(splitOf(grey))
        .setBytes(1)
        .setStatus(ImageStatus.OK.name())
        .setOutput("train/c/" + name(grey))
        .setOutputWidth(side)
        .setOutputHeight(side);
  }

  private ImageExample example(int grey) {
    var pixels = new byte[side * side * 3];
    Arrays.fill(pixels, (byte) grey);
    var encoded = ByteBuffer.wrap(pixels);
    return new ImageExample(
        encoded, "RAW", side, side, 3, "RGB", name(grey), grey % 10 + 1, "c", "c");
  }

  private static String name(int grey) {
    return "image-%03d".formatted(grey);
  }
}
