package org.espalier.dataprep.listing;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The classes that are asked for, in the order of their labels: the first has label 1.
 *
 * @param names the names; empty where all classes of the input are, sorted by the bytes of their
 *     names
 * @param skipsOthers whether classes of the input that are not among them are passed over;
 *     otherwise they are an error
 */
public record ClassNames(List<String> names, boolean skipsOthers) implements Serializable {

  /** All classes that the input has. */
  public static final ClassNames ALL = new ClassNames(List.of(), false);

  private static final int SHOWN = 20;

  /** Copies the names. */
  public ClassNames {
    names = List.copyOf(names);
  }

  /**
   * The classes of a command line: names divided by commas, or a file with a name a line, such as
   * the {@code classes.txt} of a data set that was prepared before.
   *
   * @throws IllegalArgumentException naming the line or the name that is wrong
   */
  public static ClassNames parse(String text, boolean skipsOthers) {
    if (text.isEmpty()) {
      if (skipsOthers) {
        throw new IllegalArgumentException(
            "--skip-other-classes needs --classes, which says what the others are");
      }
      return ALL;
    }
    var file = LocalPath.of(text);
    var names = Files.isRegularFile(file) ? lines(text) : List.of(text.split(",", -1));
    Map<String, Integer> places = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      var name = names.get(i);
      var problem = name.contains("/") ? "a class is a folder, not a path" : problem(name);
      if (!problem.isEmpty()) {
        throw new IllegalArgumentException(
            "--classes %s, name %d: '%s': %s"
                .formatted(text, i + 1, Names.printable(name), problem));
      }
      var before = places.put(name, i + 1);
      if (before != null) {
        throw new IllegalArgumentException(
            "--classes %s has %s as names %d and %d".formatted(text, name, before, i + 1));
      }
    }
    return new ClassNames(names, skipsOthers);
  }

  /** Whether classes are named at all. */
  public boolean areGiven() {
    return !names.isEmpty();
  }

  /** Whether a class is asked for. */
  boolean includes(String name) {
    return names.isEmpty() || contains(name);
  }

  boolean contains(String name) {
    return names.contains(name);
  }

  /** The names in a line; a hash where they are many. */
  public String describe() {
    if (names.isEmpty()) {
      return "all";
    }
    var all = String.join(",", names);
    return names.size() <= SHOWN
        ? all
        : "%d names, SHA-256 %s"
            .formatted(
                names.size(),
                Sha256.hex(String.join("\n", names).getBytes(StandardCharsets.UTF_8)));
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  private static String problem(String name) {
    return name.isEmpty() ? "it is empty" : Names.problem(name).orElse("");
  }

  /** Lines without what Windows adds, up to the first tab: words for people may follow it. */
  private static List<String> lines(String file) {
    try {
      var names = new ArrayList<String>();
      for (var line : Files.readAllLines(LocalPath.of(file))) {
        var name = line.split("\t", 2)[0].strip();
        names.add(names.isEmpty() && name.startsWith("\uFEFF") ? name.substring(1) : name);
      }
      while (!names.isEmpty() && names.get(names.size() - 1).isEmpty()) {
        names.remove(names.size() - 1);
      }
      if (names.isEmpty()) {
        throw new IllegalArgumentException("--classes " + file + " is an empty file");
      }
      return names;
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot read --classes " + file, failure);
    }
  }
}
