package org.espalier.transforms.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The digests of files below a local folder, as {@code sha256sum -c} reads them, for files whose
 * form is not ours.
 *
 * @param folder the folder
 */
public record ChecksumList(Path folder) {

  /** Name of the file in the folder. */
  public static final String NAME = "SHA256SUMS";

  private static final Pattern LINE = Pattern.compile("([0-9a-f]{64})  (.+)");
  private static final int BUFFER = 1 << 16;

  /**
   * Writes the list.
   *
   * @param parts files and folders in the folder: whatever else lies there is not ours
   */
  public void write(List<Path> parts) throws IOException {
    var lines = new TreeMap<String, String>();
    for (var part : parts) {
      try (var files = Files.walk(part)) {
        files
            .filter(Files::isRegularFile)
            .forEach(file -> lines.put(name(file), digest(file) + "  " + name(file) + '\n'));
      }
    }
    SealedText.write(path(), String.join("", lines.values()));
  }

  /** Checks the list and every file in it. */
  public void check(FileChecks checks) {
    checks
        .read(path(), () -> SealedText.readSealed(path()))
        .ifPresent(lines -> lines.lines().forEach(line -> check(line, checks)));
  }

  private void check(String line, FileChecks checks) {
    var parts = LINE.matcher(line);
    if (!parts.matches()) {
      checks.add(new DamagedFileException(path(), "it has the line '" + line + "'"));
      return;
    }
    var file = folder.resolve(parts.group(2));
    checks.read(
        file.toString(),
        () -> {
          if (!Files.isRegularFile(file)) {
            throw DamagedFileException.missing(file.toString());
          }
          if (!digest(file).equals(parts.group(1))) {
            throw new DamagedFileException(
                file.toString(), "its bytes are not those that were written");
          }
          return file;
        });
  }

  private String path() {
    return folder.resolve(NAME).toString();
  }

  private String name(Path file) {
    return folder.relativize(file).toString().replace('\\', '/');
  }

  private static String digest(Path file) {
    var digest = ContentName.sha256();
    var buffer = ByteBuffer.allocate(BUFFER);
    try (var channel = FileChannel.open(file)) {
      while (channel.read(buffer.clear()) >= 0) {
        digest.update(buffer.flip());
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot read " + file, failure);
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
