package org.espalier.pipelines;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A file or folder that the results of a run depend on, with the digests of its content.
 *
 * @param path where it was found, absolute
 * @param sha256 SHA-256 by part: {@code content} of a file; {@code images} and {@code classes} of a
 *     prepared folder; each file of a folder of CIFAR-10's binary files
 */
public record RunInput(String path, Map<String, String> sha256) {

  /** Copies the map. */
  public RunInput {
    sha256 = new TreeMap<>(sha256);
  }

  /**
   * The input at a path; empty where there is nothing, as with the word {@code generated}.
   *
   * @throws UncheckedIOException naming the file that cannot be read
   */
  static Optional<RunInput> at(String setting) {
    var path = Path.of(setting).toAbsolutePath().normalize();
    if (Files.isRegularFile(path)) {
      return Optional.of(new RunInput(path.toString(), Map.of("content", sha256(path))));
    }
    if (PreparedChecksums.is(path)) {
      return Optional.of(new RunInput(path.toString(), PreparedChecksums.of(path)));
    }
    return Files.isDirectory(path)
        ? Optional.of(new RunInput(path.toString(), binaryFiles(path)))
        : Optional.empty();
  }

  private static Map<String, String> binaryFiles(Path folder) {
    var digests = new TreeMap<String, String>();
    try (Stream<Path> files = Files.list(folder)) {
      files
          .filter(file -> file.toString().endsWith(".bin") && Files.isRegularFile(file))
          .forEach(file -> digests.put(String.valueOf(file.getFileName()), sha256(file)));
    } catch (IOException unreadable) {
      throw new UncheckedIOException("cannot list " + folder, unreadable);
    }
    return digests;
  }

  static String sha256(Path file) {
    var digest = PreparedChecksums.digest();
    try (var in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException unreadable) {
      throw new UncheckedIOException("cannot read " + file, unreadable);
    }
  }
}
