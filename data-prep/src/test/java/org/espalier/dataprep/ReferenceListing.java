package org.espalier.dataprep;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the files of a tree are, found out in the plainest way, to compare listings with. */
final class ReferenceListing {

  /** By the bytes of their UTF-8. */
  private static final Comparator<String> BYTES =
      (a, b) ->
          Arrays.compareUnsigned(
              a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));

  private final OddTree tree;
  final TreeSet<String> classes = new TreeSet<>(BYTES);

  /** Images by class and name, and whether each is one. */
  final TreeMap<String, TreeMap<String, Boolean>> images = new TreeMap<>(BYTES);

  /** Files passed over, by reason and ending. */
  final TreeMap<String, TreeMap<String, Long>> passedOver = new TreeMap<>();

  int files;
  int sameNames;

  private ReferenceListing(OddTree tree) {
    this.tree = tree;
  }

  static ReferenceListing of(OddTree tree, Path root) throws IOException {
    var listing = new ReferenceListing(tree);
    listing.visit(root, List.of(), List.of(root.toRealPath()));
    return listing;
  }

  /** Lines of the list, all images being of one split. */
  List<String> lines(String split) {
    var lines = new ArrayList<String>();
    images.forEach(
        (name, ofClass) ->
            ofClass.keySet().forEach(image -> lines.add(split + '\t' + name + '/' + image)));
    return lines;
  }

  private void visit(Path folder, List<String> path, List<Path> above) throws IOException {
    try (var entries = Files.list(folder)) {
      for (var entry : entries.sorted().toList()) {
        var parts = new ArrayList<>(path);
        parts.add(entry.getFileName().toString());
        if (!Files.isDirectory(entry)) {
          file(entry, parts, why(entry));
        } else if (above.contains(entry.toRealPath())) {
          file(entry, parts, "circular_link");
        } else {
          if (parts.size() == 1 && !isHidden(parts)) {
            classes.add(parts.get(0));
          }
          var all = new ArrayList<>(above);
          all.add(entry.toRealPath());
          visit(entry, parts, all);
        }
      }
    }
  }

  private static String why(Path file) {
    return Files.isRegularFile(file)
        ? ""
        : Files.isSymbolicLink(file) ? "broken_link" : "no_regular_file";
  }

  private static boolean isHidden(List<String> parts) {
    return parts.stream().anyMatch(part -> part.startsWith(".") || part.equals("__MACOSX"));
  }

  private void file(Path file, List<String> parts, String problem) throws IOException {
    files++;
    var name = parts.get(parts.size() - 1);
    var reason = problem;
    if (isHidden(parts)) {
      reason = "hidden";
    } else if (!name.matches("(?i).*\\.(jpe?g|png|bmp)")) {
      reason = "no_image_ending";
    } else if (problem.isEmpty() && parts.size() == 1) {
      reason = "outside_classes";
    }
    if (!reason.isEmpty()) {
      passedOver
          .computeIfAbsent(reason, none -> new TreeMap<>())
          .merge(ending(name), 1L, Long::sum);
      return;
    }
    var below =
        parts.subList(parts.get(1).equals("images") && parts.size() > 2 ? 2 : 1, parts.size());
    var ofClass = images.computeIfAbsent(parts.get(0), none -> new TreeMap<>(BYTES));
    if (ofClass.put(String.join("/", below), tree.isGood(file)) != null) {
      sameNames++;
    }
  }

  private static String ending(String name) {
    int dot = name.lastIndexOf('.');
    return dot < 1 || dot == name.length() - 1
        ? "none"
        : name.substring(dot).toLowerCase(Locale.ROOT);
  }
}
