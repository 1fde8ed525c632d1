package org.espalier.dataprep.listing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.espalier.schemas.ListedClass;
import org.espalier.schemas.SourceImage;

/**
 * A published list instead of a draw: a line an image, {@code class/name} or {@code
 * split<TAB>class/name}, where a name may have folders of its own; a name alone, as in {@code
 * n01440764_10026.JPEG}, has its class before the underscore. Lines without a split are {@code
 * train}.
 *
 * @param file the list
 */
public record GivenList(String file) implements Chooser {

  private static final String NO_SPLIT = "train";
  private static final Map<String, Map<String, Map<String, String>>> READ =
      new ConcurrentHashMap<>();

  /** Classes that the list has images of. */
  public Set<String> classes() {
    return content().keySet();
  }

  @Override
  public List<String> splits() {
    var splits = new TreeSet<String>(NameOrder.UTF_8);
    content().values().forEach(names -> splits.addAll(names.values()));
    return List.copyOf(splits);
  }

  @Override
  public ListedClass of(String className, List<SourceImage> found) {
    var rejected = new ArrayList<SourceImage>();
    var usable = Chooser.usable(found, rejected);
    var wanted = new HashMap<>(content().getOrDefault(className, Map.of()));
    var taken = new ArrayList<SourceImage>();
    for (var image : usable) {
      var split = wanted.remove(image.getName());
      if (split != null) {
        taken.add(SourceImage.newBuilder(image).setSplit(split).build());
      }
    }
    var lack =
        wanted.isEmpty()
            ? null
            : "no file for %d of the list's lines, such as %s"
                .formatted(wanted.size(), wanted.keySet().stream().min(NameOrder.UTF_8).get());
    return ListedClass.newBuilder()
        .setClassName(className)
        .setImages(usable.size())
        .setLack(lack)
        .setTaken(taken)
        .setRejected(rejected)
        .build();
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  /** Split by name by class. */
  private Map<String, Map<String, String>> content() {
    return READ.computeIfAbsent(file, GivenList::read);
  }

  private static Map<String, Map<String, String>> read(String file) {
    var classes = new HashMap<String, Map<String, String>>();
    int number = 0;
    try (var lines = Files.newBufferedReader(LocalPath.of(file))) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (line.isBlank()) {
          continue;
        }
        var fields = line.strip().split("\t", -1);
        var path = fields[fields.length - 1];
        int slash = path.indexOf('/');
        var name = path.substring(slash + 1);
        var className = path.substring(0, Math.max(0, slash < 0 ? path.indexOf('_') : slash));
        if (fields.length > 2 || className.isEmpty() || name.isEmpty()) {
          throw new IllegalArgumentException(
              "%s, line %d: must be class/name or split<TAB>class/name, was '%s'"
                  .formatted(file, number, line));
        }
        classes
            .computeIfAbsent(className, none -> new HashMap<>())
            .put(name, fields.length == 2 ? fields[0] : NO_SPLIT);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    if (classes.isEmpty()) {
      throw new IllegalArgumentException(file + " is an empty list");
    }
    return classes;
  }
}
