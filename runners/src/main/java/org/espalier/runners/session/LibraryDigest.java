package org.espalier.runners.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.espalier.dataprep.Preparation;
import org.espalier.models.program.CacheFolder;
import org.espalier.pipelines.Search;
import org.espalier.schemas.Trial;
import org.espalier.transforms.device.Device;

/**
 * Which Espalier this process runs: a digest of the classes of all its modules, the same from jars
 * and from class folders. Two processes of one digest compute the same trials.
 */
final class LibraryDigest {
  /** One class a module, by which its jar is found. */
  private static final List<Class<?>> MODULES =
      List.of(
          Trial.class,
          CacheFolder.class,
          Device.class,
          Preparation.class,
          Search.class,
          LibraryDigest.class);

  private LibraryDigest() {}

  /** The digest, 16 hexadecimal digits; read once a process. */
  static String ofProcess() {
    return Holder.DIGEST;
  }

  // Not at every start: reading all classes takes some 100 ms.
  private static final class Holder {
    private static final String DIGEST = digest();
  }

  private static String digest() {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      for (var module : MODULES) {
        var location = Path.of(module.getProtectionDomain().getCodeSource().getLocation().toURI());
        if (Files.isDirectory(location)) {
          add(digest, location);
        } else {
          try (var jar = FileSystems.newFileSystem(location)) {
            add(digest, jar.getPath("/"));
          }
        }
      }
      return HexFormat.of().formatHex(digest.digest()).substring(0, 16);
    } catch (IOException unreadable) {
      throw new UncheckedIOException("cannot read Espalier's own classes", unreadable);
    } catch (URISyntaxException | NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static void add(MessageDigest digest, Path root) throws IOException {
    try (var files = Files.walk(root)) {
      var classes =
          files
              .filter(file -> file.toString().endsWith(".class"))
              .sorted((one, other) -> name(root, one).compareTo(name(root, other)))
              .toList();
      for (var file : classes) {
        digest.update(name(root, file).getBytes(StandardCharsets.UTF_8));
        digest.update(Files.readAllBytes(file));
      }
    }
  }

  private static String name(Path root, Path file) {
    return root.relativize(file).toString();
  }
}
