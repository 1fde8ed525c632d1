package org.espalier.runners.cluster;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The jars that the processes of a Flink cluster need on their class path to run our pipelines:
 * those of this process without what a Flink distribution has itself.
 */
public final class ClusterLibraries {
  /** What lies in a distribution's {@code lib}: Flink, its logging, and their interface. */
  private static final List<String> OF_FLINK = List.of("flink-", "log4j-", "slf4j-");

  private static final String TESTS = "test-classes";
  private static final String LIST = "espalier-libs.txt";
  private static final Pattern DISTRIBUTION = Pattern.compile("flink-dist-(.*)\\.jar");
  private static final String VERSION = "1.19.";

  private final SortedMap<String, Path> sources;

  private ClusterLibraries(SortedMap<String, Path> sources) {
    this.sources = sources;
  }

  /**
   * What was copied.
   *
   * @param names of the jars, sorted
   * @param bytes of all of them
   */
  public record Copied(List<String> names, long bytes) {
    /** How many. */
    public int size() {
      return names.size();
    }
  }

  /** Those of this process's class path. */
  public static ClusterLibraries ofThisProcess() {
    return of(
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(Path::of)
            .toList());
  }

  static ClusterLibraries of(List<Path> classPath) {
    var sources = new TreeMap<String, Path>();
    for (var entry : classPath) {
      var name = jarName(entry);
      if (!name.isEmpty() && OF_FLINK.stream().noneMatch(name::startsWith)) {
        sources.putIfAbsent(name, entry);
      }
    }
    return new ClusterLibraries(sources);
  }

  /**
   * Copies them into a folder, which is made if need be. Jars that an earlier copy put there and
   * that are not wanted any more go; nothing else there is touched.
   *
   * @throws IllegalArgumentException where the folder is that of another Flink, or has a jar of one
   *     of our names that is not ours
   */
  public Copied copyTo(Path folder) throws IOException {
    Files.createDirectories(folder);
    requireFlink(folder);
    var before = before(folder);
    for (var name : sources.keySet()) {
      if (Files.exists(folder.resolve(name)) && !before.contains(name)) {
        throw new IllegalArgumentException(
            folder.resolve(name)
                + " already exists and was not put there by this command: move it away");
      }
    }
    // The list first, of old and new: one that is killed here is repeated.
    var both = new TreeSet<>(before);
    both.addAll(sources.keySet());
    Files.write(folder.resolve(LIST), both);
    long bytes = 0;
    for (var source : sources.entrySet()) {
      bytes += copy(source.getValue(), folder.resolve(source.getKey()));
    }
    for (var name : before) {
      if (!sources.containsKey(name)) {
        Files.deleteIfExists(folder.resolve(name));
      }
    }
    Files.write(folder.resolve(LIST), sources.keySet());
    return new Copied(List.copyOf(sources.keySet()), bytes);
  }

  //////////////////////////////////////////////////////////////////////////////////////////////

  /** The name of an entry of a class path as a jar; empty where it is none of ours. */
  private static String jarName(Path entry) {
    var name = String.valueOf(entry.getFileName());
    if (name.endsWith(".jar")) {
      return name.endsWith("-tests.jar") ? "" : name;
    }
    // A module's folder of classes, as the launcher has it: MODULE/target/classes.
    var module = entry.toAbsolutePath().normalize().getParent();
    return !Files.isDirectory(entry)
            || name.equals(TESTS)
            || module == null
            || module.getParent() == null
        ? ""
        : "espalier-" + module.getParent().getFileName() + "-classes.jar";
  }

  private static void requireFlink(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      for (var file : files.toList()) {
        var distribution = DISTRIBUTION.matcher(String.valueOf(file.getFileName()));
        if (distribution.matches() && !distribution.group(1).startsWith(VERSION)) {
          throw new IllegalArgumentException(
              "%s: is Flink %s, Espalier's libraries are for Flink %sx"
                  .formatted(file, distribution.group(1), VERSION));
        }
      }
    }
  }

  private static Set<String> before(Path folder) throws IOException {
    try {
      return new TreeSet<>(Files.readAllLines(folder.resolve(LIST)));
    } catch (NoSuchFileException first) {
      return Set.of();
    }
  }

  private static long copy(Path source, Path target) throws IOException {
    var next = target.resolveSibling("." + target.getFileName() + ".next");
    if (Files.isDirectory(source)) {
      try (var out = Files.newOutputStream(next)) {
        pack(source, out);
      }
    } else {
      Files.copy(source, next, StandardCopyOption.REPLACE_EXISTING);
    }
    // A running process keeps the file that it has open.
    Files.move(next, target, StandardCopyOption.ATOMIC_MOVE);
    return Files.size(target);
  }

  private static void pack(Path folder, OutputStream out) throws IOException {
    try (var jar = new JarOutputStream(out);
        var files = Files.walk(folder)) {
      for (var file : new ArrayList<>(files.filter(Files::isRegularFile).sorted().toList())) {
        jar.putNextEntry(
            new JarEntry(folder.relativize(file).toString().replace(File.separatorChar, '/')));
        Files.copy(file, jar);
        jar.closeEntry();
      }
    } catch (UncheckedIOException unreadable) {
      throw unreadable.getCause();
    }
  }
}
