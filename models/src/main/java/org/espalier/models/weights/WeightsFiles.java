package org.espalier.models.weights;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Opens files of weights, whichever of the known kinds they are. */
public final class WeightsFiles {

  private static final byte[] ZIP = {'P', 'K', 3, 4};
  private static final int PICKLE = 0x80;
  private static final int NEWEST_PROTOCOL = 5;
  private static final int HEADER = 9;

  private WeightsFiles() {}

  /**
   * Opens a torch checkpoint, in the zip form or the older stream form, or a file of safetensors:
   * its first bytes say which. Whatever is in it, nothing is executed, and little more is read than
   * names and shapes.
   *
   * @throws IllegalArgumentException naming the file and what is wrong with it, in one line
   * @throws UncheckedIOException if it cannot be read
   */
  public static WeightsFile open(Path file) {
    try {
      return open(file, beginning(file));
    } catch (NoSuchFileException missing) {
      throw new UncheckedIOException(file + " is not there", missing);
    } catch (IOException unreadable) {
      throw new IllegalArgumentException(
          "%s is truncated or damaged: %s".formatted(file, line(unreadable)), unreadable);
    }
  }

  private static WeightsFile open(Path file, byte[] start) throws IOException {
    if (start.length >= ZIP.length && startsWith(start, ZIP)) {
      return TorchFile.of(file, "torch, zip form", new ZipStorages(file));
    }
    // Before the pickles: the length of a header can begin as they do.
    if (start.length == HEADER && start[HEADER - 1] == '{') {
      return SafetensorsFile.open(file);
    }
    if (start.length > 1 && (start[0] & 0xFF) == PICKLE && (start[1] & 0xFF) <= NEWEST_PROTOCOL) {
      return TorchFile.of(file, "torch, stream form", new StreamStorages(file));
    }
    throw new IllegalArgumentException(
        file
            + " is neither a torch checkpoint (zip or stream form) nor safetensors: save it with"
            + " torch.save, or with safetensors' save_file");
  }

  private static byte[] beginning(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IllegalArgumentException(file + " is a folder: name a file of weights");
    }
    try (var in = Files.newInputStream(file)) {
      return in.readNBytes(HEADER);
    }
  }

  private static boolean startsWith(byte[] bytes, byte[] start) {
    for (int i = 0; i < start.length; i++) {
      if (bytes[i] != start[i]) {
        return false;
      }
    }
    return true;
  }

  /** The first line of what a library says. */
  static String line(Exception thrown) {
    return String.valueOf(thrown.getMessage()).lines().findFirst().orElse("no message");
  }
}
