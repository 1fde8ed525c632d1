package org.espalier.models.data;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where in its shard each image lies, so that any can be read by its index. Only the lengths of
 * records are read to make one, each checked; a few bytes an image are in memory.
 */
public final class ShardIndex {

  private final Path folder;
  private final List<ShardEntry> entries;
  private final long[] offsets;

  private ShardIndex(Path folder, List<ShardEntry> entries, long[] offsets) {
    this.folder = folder;
    this.entries = entries;
    this.offsets = offsets;
  }

  /**
   * The index of some images; index i is the i-th of them.
   *
   * @param entries all images of each shard that is named
   * @throws IllegalArgumentException naming the shard that is missing, damaged, or has other
   *     records than are named here
   */
  public static ShardIndex of(Path folder, List<ShardEntry> entries) {
    var records = entries.stream().collect(groupingBy(ShardEntry::shard, counting()));
    Map<String, List<Long>> starts = new HashMap<>();
    records.forEach((shard, count) -> starts.put(shard, starts(folder, shard, count)));
    var offsets =
        entries.stream()
            .mapToLong(entry -> requireNonNull(starts.get(entry.shard())).get(entry.record()))
            .toArray();
    return new ShardIndex(folder, List.copyOf(entries), offsets);
  }

  /** Number of images. */
  public int size() {
    return offsets.length;
  }

  /** Class of an image, from 0. */
  public int label(int index) {
    return entries.get(index).label();
  }

  /** Where an image lies, for messages. */
  public String place(int index) {
    var entry = entries.get(index);
    return "record %d of %s".formatted(entry.record(), folder.resolve(entry.shard()));
  }

  /**
   * Decodes an image that was read.
   *
   * @param index the one it was read by
   * @throws IllegalArgumentException naming file and record, where it cannot be decoded
   */
  public RgbImage decoded(int index, ImageExample read) {
    try {
      return Augmentation.whole(read);
    } catch (BadImageException bad) {
      throw new IllegalArgumentException(place(index) + ' ' + bad.getMessage(), bad);
    }
  }

  /**
   * The pixels of an image, {@code [side, side, 3]}.
   *
   * @throws IllegalArgumentException naming file and record, where it cannot be decoded or has
   *     another size
   */
  byte[] pixels(int index, int side) {
    var image = decoded(index, read(index));
    if (image.width() == side && image.height() == side) {
      return image.pixels();
    }
    throw new IllegalArgumentException(
        "%s has %dx%d pixels, not %dx%d"
            .formatted(place(index), image.width(), image.height(), side, side));
  }

  /**
   * Reads an image, checking its checksum and that it still is of its class.
   *
   * @throws UncheckedIOException naming file and record, where it is damaged
   * @throws IllegalArgumentException naming file and record, where it is another image
   */
  public ImageExample read(int index) {
    var entry = entries.get(index);
    var file = folder.resolve(entry.shard());
    try (var channel = FileChannel.open(file)) {
      channel.position(offsets[index]);
      var in = Channels.newInputStream(channel);
      var record = new TfRecordReader(file.toString(), in, entry.record()).next().orElseThrow();
      var example = ImageExample.of(record);
      if (example.label() != entry.label() + 1) {
        throw new IllegalArgumentException(
            "%s has label %d, the manifest %d: prepare the folder again"
                .formatted(place(index), example.label(), entry.label() + 1));
      }
      return example;
    } catch (IOException damaged) {
      throw new UncheckedIOException(damaged.getMessage(), damaged);
    }
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  private static List<Long> starts(Path folder, String shard, long records) {
    var file = folder.resolve(shard);
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          file + " is not there, but the manifest has it: prepare the folder again");
    }
    var starts = new ArrayList<Long>();
    try (var reader = new TfRecordReader(shard, Files.newInputStream(file), 0)) {
      long start = 0;
      for (var length = reader.skip(); length.isPresent(); length = reader.skip()) {
        starts.add(start);
        start += TfRecordWriter.HEADER_BYTES + length.getAsLong() + TfRecordWriter.FOOTER_BYTES;
      }
    } catch (IOException damaged) {
      throw new IllegalArgumentException(
          "%s: %s; prepare the folder again".formatted(folder, damaged.getMessage()), damaged);
    }
    if (starts.size() != records) {
      throw new IllegalArgumentException(
          "%s has %d records, the manifest %d: prepare the folder again"
              .formatted(file, starts.size(), records));
    }
    return starts;
  }
}
