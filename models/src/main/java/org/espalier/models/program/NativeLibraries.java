package org.espalier.models.program;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * TensorFlow's native libraries inside a jar of the class path, unpacked once for all processes of
 * this user.
 */
final class NativeLibraries {
  private static final Logger LOG = LoggerFactory.getLogger(NativeLibraries.class);
  private static final String ROOT = "org/tensorflow/internal/c_api/";
  private static final List<String> PLATFORMS =
      List.of("linux-x86_64", "linux-arm64", "macosx-x86_64", "macosx-arm64", "windows-x86_64");

  private static final String GPU = "-gpu";

  private final URL library;
  private final String platform;

  private NativeLibraries(URL library, String platform) {
    this.library = library;
    this.platform = platform;
  }

  static NativeLibraries ofClassPath() {
    return of(System.getProperty("os.name"), System.getProperty("os.arch"));
  }

  static NativeLibraries of(String os, String arch) {
    var platform = platform(os, arch);
    for (var folder : List.of(platform + GPU, platform)) {
      var library = resource(folder, os);
      if (library != null) {
        return new NativeLibraries(library, folder);
      }
    }
    throw new IllegalStateException(missing(os, arch, platform));
  }

  /** Whether they are those for CUDA. */
  boolean areForGpus() {
    return platform.endsWith(GPU);
  }

  /**
   * The folder of the libraries, unpacked first if need be: some seconds, once a version and
   * classifier.
   */
  Path unpack() {
    try {
      if (!(library.openConnection() instanceof JarURLConnection connection)) {
        return Path.of(library.toURI()).resolveSibling("");
      }
      connection.setUseCaches(false);
      try (var jar = connection.getJarFile()) {
        return unpack(jar);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot unpack %s into %s: free some space there (700 MB) or choose another folder with -D%s"
              .formatted(library, CacheFolder.path(), CacheFolder.PROPERTY),
          e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("cannot read " + library, e);
    }
  }

  /////////////////////////////////////////////////////////////////////////////

  private Path unpack(JarFile jar) throws IOException {
    var name = Path.of(jar.getName()).getFileName().toString().replaceFirst("\\.jar$", "");
    var entry = jar.getJarEntry(ROOT + platform + "/" + System.mapLibraryName("jnitensorflow"));
    // The checksum tells apart jars of the same name.
    var target =
        CacheFolder.path()
            .resolve("natives")
            .resolve(name + "-" + Long.toHexString(entry.getCrc()));
    if (!Files.isDirectory(target)) {
      LOG.info("unpacking {} into {}, once", jar.getName(), target);
      AtomicFolder.write(target, temporary -> copy(jar, temporary));
    }
    return target;
  }

  private void copy(JarFile jar, Path temporary) throws IOException {
    var prefix = ROOT + platform + "/";
    for (var entry : jar.stream().toList()) {
      var file = entry.getName().substring(Math.min(prefix.length(), entry.getName().length()));
      if (entry.getName().startsWith(prefix) && !file.isEmpty() && !file.contains("/")) {
        try (var in = jar.getInputStream(entry)) {
          Files.copy(in, temporary.resolve(file));
        }
      }
    }
  }

  private static String platform(String os, String arch) {
    var system = os.toLowerCase(Locale.ROOT);
    var family =
        system.startsWith("mac") ? "macosx" : system.startsWith("windows") ? "windows" : "linux";
    var machine = arch.equals("amd64") ? "x86_64" : arch.equals("aarch64") ? "arm64" : arch;
    return family + "-" + machine;
  }

  private static @Nullable URL resource(String platform, String os) {
    var loader = NativeLibraries.class.getClassLoader();
    var file =
        os.startsWith("Windows") ? "jnitensorflow.dll" : System.mapLibraryName("jnitensorflow");
    return loader.getResource(ROOT + platform + "/" + file);
  }

  private static String missing(String os, String arch, String platform) {
    var present = new ArrayList<String>();
    for (var known : PLATFORMS) {
      if (NativeLibraries.class.getClassLoader().getResource(ROOT + known) != null) {
        present.add(known);
      }
    }
    return ("no TensorFlow libraries for this platform: os.name %s, os.arch %s need %s, the class path has %s. "
            + "Build with -Dtensorflow.classifier=%s, or put org.tensorflow:tensorflow-core-native of that "
            + "classifier on the class path")
        .formatted(os, arch, platform, present.isEmpty() ? "none" : present, platform);
  }
}
