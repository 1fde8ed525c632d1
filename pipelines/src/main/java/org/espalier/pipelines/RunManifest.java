package org.espalier.pipelines;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.espalier.pipelines.config.ConfigFile;
import org.espalier.pipelines.config.SearchConfig;
import org.espalier.schemas.Run;

/** What a run was started with, as {@code run.json} says it. */
public final class RunManifest {

  private static final String BUILD = "/org/espalier/build.properties";

  private RunManifest() {}

  /**
   * The manifest of a configuration, now.
   *
   * @param file the configuration as read, overrides applied
   * @param config the same, bound
   * @param startedAt milliseconds since 1970-01-01 UTC
   */
  public static Run of(ConfigFile file, SearchConfig config, long startedAt) {
    var build = build();
    var effective = file.effective();
    var libraries = new TreeMap<String, String>();
    for (var library : new String[] {"avro", "beam", "djl", "flink", "parquet", "tensorflow"}) {
      libraries.put(library, build.getProperty(library, "unknown"));
    }
    libraries.put("java", System.getProperty("java.version", "unknown"));
    return Run.newBuilder()
        .setRun(config.name())
        .setConfigHash(RunDirectory.hash(effective))
        .setConfig(effective)
        .setSeed(config.seed())
        .setStartedAt(startedAt)
        .setVersion(build.getProperty("version", "unknown"))
        .setCommit(build.getProperty("commit", "unknown"))
        .setLibraries(libraries)
        .setChecksums(checksums(effective))
        .build();
  }

  /** Files and prepared folders named by the configuration, with the SHA-256 of their content. */
  private static Map<String, String> checksums(Map<String, String> effective) {
    var checksums = new LinkedHashMap<String, String>();
    effective.values().stream()
        .filter(value -> value.length() < 4096 && value.indexOf('\0') < 0)
        .map(value -> Path.of(value).toAbsolutePath().normalize())
        .forEach(
            path -> {
              if (Files.isRegularFile(path)) {
                checksums.put(String.valueOf(path.getFileName()), sha256(path));
              } else if (PreparedChecksums.is(path)) {
                checksums.putAll(PreparedChecksums.of(path));
              }
            });
    return checksums;
  }

  static String sha256(Path file) {
    var digest = digest();
    try (var in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(java.io.OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException unreadable) {
      throw new UncheckedIOException("cannot read " + file, unreadable);
    }
  }

  static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }

  private static Properties build() {
    var properties = new Properties();
    try (InputStream in = RunManifest.class.getResourceAsStream(BUILD)) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException("cannot read " + BUILD + " from the jar", unreadable);
    }
    return properties;
  }
}
