package org.espalier.models.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The binary files of CIFAR-10: records of a label byte and 3,072 bytes of pixels, which are planar
 * there and interleaved here.
 *
 * <p><b>Source:</b> Krizhevsky, Learning multiple layers of features from tiny images, 2009, <a
 * href="https://www.cs.toronto.edu/~kriz/cifar.html">binary version</a>.
 */
final class Cifar10Files {

  static final int RECORD_BYTES = 3_073;
  private static final Pattern TRAIN_FILE = Pattern.compile("data_batch_(\\d{1,9})\\.bin");
  private static final ImageShape SHAPE = new ImageShape(32, 32, 3, 10);
  private static final int PLANE = 32 * 32;

  private Cifar10Files() {}

  /** When its files were changed last, in their order. */
  static List<FileTime> changed(Path folder, CifarSplit part) {
    try {
      var times = new ArrayList<FileTime>();
      for (var file : files(folder, part)) {
        times.add(Files.getLastModifiedTime(file));
      }
      return times;
    } catch (IOException e) {
      throw new UncheckedIOException("CIFAR-10 in " + folder + " cannot be read", e);
    }
  }

  static ImageSet read(Path folder, CifarSplit part) {
    try {
      var files = files(folder, part);
      int records = 0;
      for (var file : files) {
        records = Math.addExact(records, records(file));
      }
      var pixels = ByteBuffer.allocateDirect(Math.multiplyExact(records, SHAPE.bytes()));
      var labels = new int[records];
      int first = 0;
      for (var file : files) {
        first += read(file, pixels, labels, first);
      }
      return new ImagesInMemory(SHAPE, Normalization.CIFAR10, pixels, labels);
    } catch (IOException e) {
      throw new UncheckedIOException("CIFAR-10 in " + folder + " cannot be read", e);
    }
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  private static List<Path> files(Path folder, CifarSplit part) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException(
          folder + " is not a folder: name the one with CIFAR-10's binary files in it");
    }
    try (var entries = Files.list(folder)) {
      var files =
          entries
              .filter(file -> number(file, part) >= 0)
              .sorted(Comparator.comparingInt(file -> number(file, part)))
              .toList();
      if (files.isEmpty()) {
        var expected = part == CifarSplit.TRAIN ? "data_batch_*.bin" : "test_batch.bin";
        throw new IllegalArgumentException(
            "there is no " + expected + " in " + folder + ": unpack CIFAR-10's binary version");
      }
      return files;
    }
  }

  /** Place of a file among those of a part, or -1 if it is none of them. */
  private static int number(Path file, CifarSplit part) {
    var name = file.getFileName().toString();
    if (part == CifarSplit.TEST) {
      return name.equals("test_batch.bin") ? 0 : -1;
    }
    var matcher = TRAIN_FILE.matcher(name);
    return matcher.matches() ? Integer.parseInt(matcher.group(1)) : -1;
  }

  private static int records(Path file) throws IOException {
    long length = Files.size(file);
    if (length == 0 || length % RECORD_BYTES != 0) {
      throw new IllegalArgumentException(
          file
              + " must be a multiple of 3,073 bytes long, a record's length, and not empty; it has "
              + length
              + " bytes: it is truncated or not CIFAR-10's binary version");
    }
    return Math.toIntExact(length / RECORD_BYTES);
  }

  private static int read(Path file, ByteBuffer pixels, int[] labels, int first)
      throws IOException {
    var bytes = Files.readAllBytes(file);
    int records = bytes.length / RECORD_BYTES;
    var image = new byte[SHAPE.bytes()];
    for (int record = 0; record < records; record++) {
      int start = record * RECORD_BYTES;
      int label = bytes[start] & 0xFF;
      if (label >= SHAPE.classes()) {
        throw new IllegalArgumentException(
            "the label of record %d of %s must be in [0, 9], was %d: CIFAR-100 has other records"
                .formatted(record, file, label));
      }
      for (int i = 0; i < image.length; i++) {
        image[i] = bytes[start + 1 + (i % 3) * PLANE + i / 3];
      }
      labels[first + record] = label;
      pixels.put(image);
    }
    return records;
  }
}
