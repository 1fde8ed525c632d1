package org.espalier.dataprep.listing;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * A tar as the folder that unpacking it would make: a later entry replaces an earlier one of its
 * name, and links lead to what they lead to there.
 */
final class TarTree {

  private static final int MOST_LINKS = 40;
  private static final int MOST_FOLDERS = 10_000_000;
  private static final String ROOT = "";

  private final String file;
  private final Map<String, Tar.Entry> entries = new HashMap<>();
  private final Map<String, TreeSet<String>> children = new HashMap<>();
  private final List<String> replaced = new ArrayList<>();
  private final Consumer<FoundFile> files;
  private final Consumer<String> folders;
  private int visited;

  /**
   * A tree that says what is in it.
   *
   * @param file the outermost file
   * @param files told of each file, by its path in the tar
   * @param folders told of the path of each folder
   */
  TarTree(String file, List<Tar.Entry> read, Consumer<FoundFile> files, Consumer<String> folders) {
    this.file = file;
    this.files = files;
    this.folders = folders;
    children.put(ROOT, new TreeSet<>());
    for (var entry : read) {
      var before = entries.put(entry.path(), entry);
      if (before != null && before.type() != Tar.Type.FOLDER) {
        replaced.add(before.path());
      }
      if (entry.type() == Tar.Type.FOLDER) {
        children.computeIfAbsent(entry.path(), none -> new TreeSet<>());
      }
      for (var path = entry.path(); !path.isEmpty(); path = parent(path)) {
        children.computeIfAbsent(parent(path), none -> new TreeSet<>()).add(path);
      }
    }
  }

  /** Tells of everything. */
  void list() {
    replaced.forEach(path -> files.accept(FoundFile.unusable(path, PassedOver.REPLACED_IN_TAR)));
    folder(ROOT, ROOT, List.of(ROOT));
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  /** What a link leads to; a problem where that is nothing in the tar. */
  private record Target(String path, Optional<PassedOver> problem) {
    static Target problem(PassedOver why) {
      return new Target(ROOT, Optional.of(why));
    }
  }

  /**
   * Lists a folder.
   *
   * @param path the path it is reached by
   * @param folder where it really is
   * @param above where it and the folders above it really are
   */
  private void folder(String path, String folder, List<String> above) {
    if (++visited > MOST_FOLDERS) {
      throw new IllegalArgumentException(
          "%s holds more than %d folders: do links multiply them?".formatted(file, MOST_FOLDERS));
    }
    for (var child : children.getOrDefault(folder, new TreeSet<>())) {
      var name = child.substring(child.lastIndexOf('/') + 1);
      var reached = path.isEmpty() ? name : path + '/' + name;
      var entry = entries.get(child);
      if (entry != null && entry.type() == Tar.Type.LINK) {
        reach(reached, target(folder, entry.target()), above);
      } else if (entry != null && entry.type() == Tar.Type.HARD_LINK) {
        reach(reached, target(ROOT, entry.target()), above);
      } else {
        reach(reached, new Target(child, Optional.empty()), above);
      }
    }
  }

  private void reach(String path, Target target, List<String> above) {
    var entry = entries.get(target.path());
    if (target.problem().isPresent()) {
      files.accept(FoundFile.unusable(path, target.problem().get()));
    } else if (children.containsKey(target.path())) {
      if (above.contains(target.path())) {
        files.accept(FoundFile.unusable(path, PassedOver.CIRCULAR_LINK));
      } else {
        folders.accept(path);
        var all = new ArrayList<>(above);
        all.add(target.path());
        folder(path, target.path(), all);
      }
    } else if (entry != null && entry.type() == Tar.Type.FILE) {
      files.accept(new FoundFile(path, file, entry.offset(), entry.bytes(), Optional.empty()));
    } else {
      files.accept(FoundFile.unusable(path, PassedOver.NO_REGULAR_FILE));
    }
  }

  /** Follows a link, and those on its way, part by part. */
  private Target target(String folder, String link) {
    var left = new ArrayDeque<>(List.of(link.split("/", -1)));
    var at = folder;
    boolean leaves = link.startsWith("/");
    for (int links = 0; !left.isEmpty() && !leaves; ) {
      var part = left.pop();
      if (part.isEmpty() || part.equals(".")) {
        continue;
      }
      leaves = part.equals("..") && at.isEmpty();
      at = part.equals("..") ? parent(at) : at.isEmpty() ? part : at + '/' + part;
      var next = entries.get(at);
      if (next != null && (next.type() == Tar.Type.LINK || next.type() == Tar.Type.HARD_LINK)) {
        if (++links > MOST_LINKS) {
          return Target.problem(PassedOver.BROKEN_LINK);
        }
        at = next.type() == Tar.Type.LINK ? parent(at) : ROOT;
        leaves = next.target().startsWith("/");
        var parts = List.of(next.target().split("/", -1));
        for (int i = parts.size() - 1; i >= 0; i--) {
          left.push(parts.get(i));
        }
      }
    }
    if (leaves) {
      return Target.problem(PassedOver.LINK_OUT_OF_TAR);
    }
    return entries.containsKey(at) || children.containsKey(at)
        ? new Target(at, Optional.empty())
        : Target.problem(PassedOver.BROKEN_LINK);
  }

  private static String parent(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }
}
