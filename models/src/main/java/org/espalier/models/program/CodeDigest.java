package org.espalier.models.program;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Digest of the jar or class folder a class came from, so that changed code never meets a program
 * of the old code.
 */
final class CodeDigest {
  private static final ConcurrentMap<Path, String> KNOWN = new ConcurrentHashMap<>();

  private CodeDigest() {}

  static String of(Class<?> type) {
    var source = type.getProtectionDomain().getCodeSource();
    if (source == null) {
      throw new IllegalArgumentException(
          "class " + type.getName() + " comes from no jar or folder");
    }
    try {
      return KNOWN.computeIfAbsent(Path.of(source.getLocation().toURI()), CodeDigest::digest);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("cannot read the code of " + type.getName(), e);
    }
  }

  private static String digest(Path location) {
    var digest = Digest.sha256();
    try (var files = Files.walk(location)) {
      for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
        var name = location.relativize(file).toString();
        digest.add(name.getBytes(StandardCharsets.UTF_8)).add(Files.readAllBytes(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the code at " + location, e);
    }
    return digest.hex();
  }
}
