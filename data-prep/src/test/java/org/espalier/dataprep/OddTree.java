package org.espalier.dataprep;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.espalier.models.data.ImageCodec;

/**
 * Two thousand files as people's folders have them: every ending, in either case, in every kind of
 * folder (nested, hidden, named like an image) of every class (names of many scripts, empty ones),
 * links and pipes between them. Their contents go in turn through images of every format and bit
 * depth, and files that are none.
 */
final class OddTree {

  private static final Path FORMATS =
      Path.of("../models/src/test/resources/images/image-formats.tsv");

  private static final List<String> CLASSES =
      List.of(
          "ant",
          "Bee",
          "n01440764",
          "with space",
          "\u010Dmel\u00E1k",
          "\u65E5\u672C",
          "a.b,c",
          "x+y=#1",
          "UPPER",
          "images",
          "e\u0301accent",
          "\uD83D\uDC1E");
  private static final List<String> FOLDERS =
      List.of(
          "", "sub/", "sub/deeper/", ".hidden/", "__MACOSX/", "images/", "sub/images/", "d.jpg/");
  private static final List<String> ENDINGS =
      List.of(
          ".jpg",
          ".JPG",
          ".jpeg",
          ".JpEg",
          ".JPEG",
          ".png",
          ".PnG",
          ".PNG",
          ".bmp",
          ".BMP",
          ".jfif",
          ".tif",
          ".gif",
          ".webp",
          ".TIFF",
          ".txt",
          "",
          ".jpg.bak",
          ".png.jpg",
          ".\u00E9.jpg",
          ".");

  private final Path root;
  private final Map<String, Boolean> isGood = new HashMap<>();
  private final List<Content> contents;
  private int written;

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Content(byte[] bytes, boolean isImage) {}

  private OddTree(Path root) throws IOException {
    this.root = root;
    contents = new ArrayList<>(formats());
    var codec = ImageCodec.ofProcess();
    var jpeg = codec.toJpeg(TestImages.image(3, 11, 7), 90);
    var png = codec.toPng(TestImages.image(3, 11, 7));
    contents.add(new Content(jpeg, true));
    for (var none :
        List.of(
            new byte[0],
            Arrays.copyOf(jpeg, jpeg.length / 2),
            Arrays.copyOf(png, png.length - 20),
            "no image".getBytes(StandardCharsets.UTF_8))) {
      contents.add(new Content(none, false));
    }
  }

  /** An image of each kind that the decoder is compared with Pillow's on. */
  private static List<Content> formats() throws IOException {
    return Files.readAllLines(FORMATS).stream()
        .map(line -> line.split("\t", -1))
        .map(kind -> new Content(Base64.getDecoder().decode(kind[1]), !kind[2].equals("rejected")))
        .toList();
  }

  /** Writes a tree into a folder. */
  static OddTree write(Path root) throws IOException, InterruptedException {
    var tree = new OddTree(root);
    for (var name : CLASSES) {
      for (var folder : FOLDERS) {
        for (var ending : ENDINGS) {
          tree.file(name + '/' + folder + folder.replace('/', '-') + "file" + ending);
        }
        tree.file(name + '/' + folder + "._twin.jpg");
        tree.file(name + '/' + folder + folder.replace('/', '-') + "e\u0301.jpg");
        tree.file(name + '/' + folder + folder.replace('/', '-') + "\u00E9.jpg");
      }
    }
    tree.file("loose.jpg");
    tree.file("README.txt");
    tree.file(".DS_Store");
    tree.file(".ipynb_checkpoints/copy.jpg");
    tree.file("__MACOSX/ant/._file.jpg");
    tree.file("only-text/notes.txt");
    tree.file("ant/images/same.jpg");
    tree.file("ant/same.jpg");
    Files.createDirectories(root.resolve("empty-class"));
    Files.createDirectories(root.resolve("deep-empty/a/b"));
    tree.links();
    return tree;
  }

  /** Whether the file that a path leads to holds a whole image. */
  boolean isGood(Path file) throws IOException {
    return isGood.getOrDefault(root.toRealPath().relativize(file.toRealPath()).toString(), false);
  }

  private void file(String path) throws IOException {
    var file = root.resolve(path);
    Files.createDirectories(file.getParent());
    var content = contents.get(written++ % contents.size());
    Files.write(file, content.bytes());
    isGood.put(path, content.isImage());
  }

  private void links() throws IOException, InterruptedException {
    link("ant/linked.jpg", "same.jpg");
    link("ant/again.jpg", "linked.jpg");
    link("Bee/elsewhere.jpg", "../ant/same.jpg");
    link("ant/broken.jpg", "nowhere.jpg");
    link("ant/itself.jpg", "itself.jpg");
    link("ant/folder.jpg", "sub");
    link("Bee/more", "../ant/sub");
    link("linked-class", "UPPER");
    link("ant/loop", "..");
    link("ant/loop.jpg", "../ant");
    link("Bee/gone", "../nowhere");
    Files.createLink(root.resolve("Bee/hard.jpg"), root.resolve("Bee/file.jpg"));
    isGood.put("Bee/hard.jpg", isGood.get("Bee/file.jpg"));
    var make =
        new ProcessBuilder("mkfifo", "pipe.jpg", "pipe").directory(root.resolve("ant").toFile());
    if (make.start().waitFor() != 0) {
      throw new IOException("mkfifo failed");
    }
  }

  private void link(String path, String target) throws IOException {
    Files.createSymbolicLink(root.resolve(path), Path.of(target));
  }
}
