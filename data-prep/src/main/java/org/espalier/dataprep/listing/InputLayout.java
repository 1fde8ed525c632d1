package org.espalier.dataprep.listing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The pieces of an input, and the folder within it that holds the classes.
 *
 * @param root that folder; empty, or with a slash at its end
 * @param pieces the pieces: together, every file of the input once
 */
record InputLayout(String root, List<ImageLocation> pieces) {

  /**
   * Looks into an input: a folder, a tar, or a pattern on any Beam file system.
   *
   * @param wanted classes that are asked for
   * @throws IllegalArgumentException saying what is missing, or what it seems to be instead
   */
  static InputLayout of(String input, ClassNames wanted) {
    if (LocalPath.isRemote(input)) {
      return remote(input, wanted);
    }
    var path = LocalPath.of(input).toAbsolutePath().normalize();
    if (Files.isDirectory(path)) {
      return folder(input, path, wanted);
    }
    if (Files.isRegularFile(path)) {
      if (!path.toString().endsWith(InputRule.TAR)) {
        throw new IllegalArgumentException(
            input + " is neither a folder nor a .tar: name the folder that holds the classes");
      }
      return tar(input, path.toString(), "", wanted);
    }
    if (isPattern(input)) {
      return pattern(input, path, wanted);
    }
    throw new IllegalArgumentException(
        input + " is not there: name the folder that holds the classes, or a .tar");
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  private static boolean isPattern(String text) {
    return text.contains("*") || text.contains("?");
  }

  private static InputLayout folder(String input, Path folder, ClassNames wanted) {
    if (Files.isRegularFile(folder.resolve("wnids.txt"))) {
      throw new IllegalArgumentException(
          input + " is the root of Tiny-ImageNet: name its train or its val folder");
    }
    var levels = new FolderLevels(folder);
    var root = RootFolder.of(input, "", levels, wanted);
    var pieces = new ArrayList<ImageLocation>();
    // On the way to the root lies what belongs to no class; it is counted.
    for (int end = 0; end < root.length(); end = root.indexOf('/', end) + 1) {
      var next = root.substring(end, root.indexOf('/', end));
      pieces(folder, root.substring(0, end), levels, List.of(), next, pieces);
    }
    var level = levels.at(root);
    boolean isOneTar = level.folders().isEmpty() && !level.hasImages() && level.tars().size() == 1;
    pieces(folder, root, levels, level.tars(), "", pieces);
    if (isOneTar) {
      var file = folder.resolve(root + level.tars().first()).toString();
      var only = tar(input, file, root, wanted);
      pieces.addAll(only.pieces);
      return new InputLayout(only.root, pieces);
    }
    for (var tar : level.tars()) {
      var file = folder.resolve(root + tar).toString();
      pieces.add(ImageLocation.classTar(file, root + stem(tar) + '/', 0, -1));
    }
    return new InputLayout(root, pieces);
  }

  /** A level of a folder: its files, and each folder but the one that is looked into further. */
  private static void pieces(
      Path folder,
      String at,
      Level.Reader levels,
      Iterable<String> tars,
      String next,
      List<ImageLocation> pieces) {
    var level = levels.at(at);
    var apart = new HashSet<String>();
    tars.forEach(tar -> apart.add(at + tar));
    pieces.add(ImageLocation.files(folder.resolve(at), at, apart));
    var all = new ArrayList<>(level.folders());
    all.addAll(level.hidden());
    for (var name : all) {
      if (!name.equals(next) && FolderWalk.isNameable(name)) {
        pieces.add(ImageLocation.folder(folder.resolve(at + name), at + name + '/'));
      }
    }
  }

  private static InputLayout tar(String input, String file, String prefix, ClassNames wanted) {
    var all = listed(ImageLocation.tar(file, "", Set.of()));
    var name = stem(file.substring(file.lastIndexOf('/') + 1));
    var inside = RootFolder.of(input, name, all, wanted);
    var level = all.at(inside);
    if (inside.isEmpty() && level.hasImages() && level.folders().isEmpty()) {
      var own = ImageLocation.classTar(file, prefix + name + '/', 0, -1);
      return new InputLayout(prefix, List.of(own));
    }
    var root = prefix + inside;
    Map<String, FoundFile> apart = new HashMap<>();
    level.tars().forEach(tar -> all.file(inside + tar).ifPresent(f -> apart.put(tar, f)));
    var pieces = new ArrayList<ImageLocation>();
    var paths = apart.values().stream().map(f -> prefix + f.path()).toList();
    pieces.add(ImageLocation.tar(file, prefix, Set.copyOf(paths)));
    apart.forEach(
        (tar, inner) ->
            pieces.add(
                ImageLocation.classTar(
                    file, root + stem(tar) + '/', inner.offset(), inner.bytes())));
    return new InputLayout(root, pieces);
  }

  private static InputLayout pattern(String input, Path path, ClassNames wanted) {
    var text = path.toString();
    int end = fixedEnd(text);
    var base = Path.of(text.substring(0, end));
    if (!Files.isDirectory(base)) {
      throw new IllegalArgumentException(base + " is not there, where " + input + " begins");
    }
    var rest = text.substring(end);
    var prefix = prefix(base.getFileName() == null ? "" : base.getFileName().toString(), rest);
    return matched(
        input,
        new ImageLocation(
            ImageLocation.Kind.PATTERN, base.toString(), prefix, rest, 0, -1, Set.of()),
        wanted);
  }

  private static InputLayout remote(String input, ClassNames wanted) {
    var text =
        isPattern(input) || input.endsWith(InputRule.TAR)
            ? input
            : input.replaceAll("/+$", "") + "/**";
    int end = isPattern(text) ? fixedEnd(text) : text.lastIndexOf('/') + 1;
    var base = text.substring(0, end);
    var rest = text.substring(end);
    var folder = base.substring(base.lastIndexOf('/', base.length() - 2) + 1, base.length() - 1);
    return matched(
        input,
        new ImageLocation(
            ImageLocation.Kind.REMOTE, base, prefix(folder, rest), rest, 0, -1, Set.of()),
        wanted);
  }

  private static InputLayout matched(String input, ImageLocation location, ClassNames wanted) {
    var all = listed(location);
    if (all.isEmpty()) {
      throw new IllegalArgumentException(input + " matches no file");
    }
    var root = RootFolder.of(input, "", all, wanted);
    var level = all.at(root);
    var tars = new HashMap<String, FoundFile>();
    level.tars().forEach(tar -> all.file(root + tar).ifPresent(file -> tars.put(tar, file)));
    var apart = tars.values().stream().map(FoundFile::path).toList();
    var pieces = new ArrayList<ImageLocation>();
    pieces.add(location.without(Set.copyOf(apart)));
    if (tars.size() == 1 && level.folders().isEmpty() && !level.hasImages()) {
      var only = tar(input, tars.values().iterator().next().file(), root, wanted);
      pieces.addAll(only.pieces);
      return new InputLayout(only.root, pieces);
    }
    tars.forEach(
        (name, file) ->
            pieces.add(ImageLocation.classTar(file.file(), root + stem(name) + '/', 0, -1)));
    return new InputLayout(root, pieces);
  }

  private static PathLevels listed(ImageLocation location) {
    var all = new PathLevels();
    location.list(all::addFile, all::addFolder);
    return all;
  }

  /** Where the folders end that a pattern names without wildcards, slash included. */
  private static int fixedEnd(String pattern) {
    int first = pattern.length();
    for (var wild : List.of("*", "?", "[", "{")) {
      int at = pattern.indexOf(wild);
      first = at < 0 ? first : Math.min(first, at);
    }
    return pattern.lastIndexOf('/', first) + 1;
  }

  /** A pattern for the files of one folder names a class: that folder. */
  private static String prefix(String folder, String rest) {
    boolean isOneFolder =
        !rest.contains("/") && !rest.contains("**") && !rest.endsWith(InputRule.TAR);
    return isOneFolder && !folder.isEmpty() ? folder + '/' : "";
  }

  private static String stem(String tar) {
    return tar.substring(0, tar.length() - InputRule.TAR.length());
  }
}
