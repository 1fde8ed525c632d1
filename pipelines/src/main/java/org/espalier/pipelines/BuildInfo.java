package org.espalier.pipelines;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** What this Espalier was built from. */
public final class BuildInfo {

  private static final String FILE = "/org/espalier/build.properties";
  private static final Properties PROPERTIES = read();

  private BuildInfo() {}

  /** The version, for example 0.2.0-SNAPSHOT. */
  public static String version() {
    return PROPERTIES.getProperty("version", "unknown");
  }

  /** The commit, 40 hexadecimal digits, or {@code unknown}. */
  public static String commit() {
    return PROPERTIES.getProperty("commit", "unknown");
  }

  /** Versions of the libraries that can change a result, and of Java. */
  public static Map<String, String> libraries() {
    var libraries = new TreeMap<String, String>();
    for (var library : new String[] {"avro", "beam", "djl", "flink", "parquet", "tensorflow"}) {
      libraries.put(library, PROPERTIES.getProperty(library, "unknown"));
    }
    libraries.put("java", System.getProperty("java.version", "unknown"));
    return libraries;
  }

  private static Properties read() {
    var properties = new Properties();
    try (InputStream in = BuildInfo.class.getResourceAsStream(FILE)) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException("cannot read " + FILE + " from the jar", unreadable);
    }
    return properties;
  }
}
