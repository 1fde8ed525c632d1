package org.espalier.runners.cluster;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * A jar with nothing in it, to be named as the file to stage: the task managers have the project's
 * class path already, and without a file named Beam would send all of it with every job.
 */
public final class StubJar {
  private StubJar() {}

  /** Writes the jar into a folder, which is made if need be; the bytes are always the same. */
  public static Path in(Path folder) throws IOException {
    Files.createDirectories(folder);
    var next = Files.createTempFile(folder, "stub", ".next");
    write(Files.newOutputStream(next));
    return Files.move(
        next,
        folder.resolve("stub.jar"),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  private static void write(OutputStream file) throws IOException {
    var manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    try (var jar = new JarOutputStream(file)) {
      var entry = new java.util.jar.JarEntry("META-INF/MANIFEST.MF");
      entry.setTime(0);
      jar.putNextEntry(entry);
      manifest.write(jar);
      jar.closeEntry();
    }
  }
}
