package org.espalier.dataprep.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.espalier.schemas.PassedOverFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ways in which people keep classes of images. */
final class InputLayoutTest {

  @TempDir private Path folder;
  private long files;
  private final TreeSet<String> passedOver = new TreeSet<>();

  @Test
  void imagesBelowAClassBelongToIt() throws IOException {
    write("cat/sub0/a.jpg", "cat/sub1/a.jpg", "dog/b.PNG", "dog/more/c.bmp");
    assertThat(list(folder.toString()))
        .containsExactly("cat/sub0/a.jpg", "cat/sub1/a.jpg", "dog/b.PNG", "dog/more/c.bmp");
  }

  @Test
  void hiddenFoldersAreNoClassesInATarEither() throws IOException {
    var names =
        List.of("cat/a.jpg", ".ipynb_checkpoints/a.jpg", "__MACOSX/cat/._a.jpg", "cat/._a.jpg");
    for (var prefix : List.of("", "./", "tree/", "./tree/")) {
      var tar = folder.resolve("tree.tar");
      var packed = names.stream().map(name -> prefix + name).toArray(String[]::new);
      tar(tar, packed);
      assertThat(list(tar.toString())).as(prefix).containsExactly("cat/a.jpg");
      assertThat(passedOver).containsExactly("hidden .jpg 3");
      assertThat(files).isEqualTo(4);
    }
  }

  @Test
  void aFolderOrTarAroundAllClassesIsTheRoot() throws IOException {
    write("in/data/train/cat/a.jpg", "in/data/train/dog/b.jpg", "in/README.txt", "in/data/.x.jpg");
    assertThat(list(folder.resolve("in").toString())).containsExactly("cat/a.jpg", "dog/b.jpg");
    assertThat(files).isEqualTo(4);
    assertThat(passedOver).containsExactly("hidden .jpg 1", "no_image_ending .txt 1");
    tar(folder.resolve("other.tar"), "data/cat/a.jpg", "data/dog/b.jpg");
    assertThat(list(folder + "/other.tar")).containsExactly("cat/a.jpg", "dog/b.jpg");
    tar(folder.resolve("alone/all.tar"), "data/cat/a.jpg", "data/dog/b.jpg");
    assertThat(list(folder + "/alone")).containsExactly("cat/a.jpg", "dog/b.jpg");
    assertThat(list(folder + "/alone/*.tar")).containsExactly("cat/a.jpg", "dog/b.jpg");
  }

  @Test
  void aSingleClassStaysOne() throws IOException {
    write("one/cat/a.jpg", "one/cat/more/b.jpg", "tiny/n01/images/c.JPEG");
    assertThat(list(folder + "/one")).containsExactly("cat/a.jpg", "cat/more/b.jpg");
    assertThat(list(folder + "/tiny")).containsExactly("n01/c.JPEG");
    write("nested/cat/one/a.jpg", "nested/cat/two/b.jpg");
    var named = ClassNames.parse("cat", false);
    assertThat(list(folder + "/nested", named)).containsExactly("cat/one/a.jpg", "cat/two/b.jpg");
  }

  @Test
  void splitsAreNoClasses() throws IOException {
    write("in/train/cat/a.jpg", "in/val/cat/b.jpg");
    refused(folder + "/in", "holds splits, not classes (train, val)", "in/train");
    tar(folder.resolve("in.tar"), "in/train/cat/a.jpg", "in/test/cat/a.jpg");
    refused(folder + "/in.tar", "holds splits, not classes (test, train)");
    var named = ClassNames.parse("train,val", false);
    assertThat(list(folder + "/in", named)).containsExactly("train/cat/a.jpg", "val/cat/b.jpg");
  }

  @Test
  void classTarsAreFoldersOfTheirNames() throws IOException {
    tar(folder.resolve("in/cat.tar"), "a.jpg", "cat/b.jpg", "deep/c.jpg", "._a.jpg");
    tar(folder.resolve("in/dog.tar"), "./dog/d.jpg");
    write("in/owl/e.jpg", "in/.cat.tar", "in/owl/inner.tar");
    var expected = List.of("cat/a.jpg", "cat/b.jpg", "cat/deep/c.jpg", "dog/d.jpg", "owl/e.jpg");
    assertThat(list(folder + "/in")).containsExactlyElementsOf(expected);
    assertThat(files).isEqualTo(8);
    assertThat(list(folder + "/in/**")).containsExactlyElementsOf(expected);
    assertThat(files).isEqualTo(8);
    assertThat(list(folder + "/in/*.tar")).containsExactlyElementsOf(expected.subList(0, 4));
    assertThat(list(folder + "/in/dog.tar")).containsExactly("dog/d.jpg");
  }

  @Test
  void tarsWithinATarAreClasses() throws IOException {
    var inner = new ByteArrayOutputStream();
    try (var tar = new TarArchiveOutputStream(inner)) {
      put(tar, "n01_1.JPEG", "x".getBytes(StandardCharsets.UTF_8));
    }
    var outer = folder.resolve("train.tar");
    try (var tar = new TarArchiveOutputStream(Files.newOutputStream(outer))) {
      put(tar, "train/n01.tar", inner.toByteArray());
      put(tar, "train/n02.tar", inner.toByteArray());
      put(tar, "train/notes.txt", new byte[1]);
    }
    assertThat(list(outer.toString())).containsExactly("n01/n01_1.JPEG", "n02/n01_1.JPEG");
    assertThat(files).isEqualTo(3);
  }

  @Test
  void partsOfADataSetInSeveralTarsAreNotTakenForClasses() throws IOException {
    tar(folder.resolve("in/part1.tar"), "cat/a.jpg", "dog/b.jpg");
    tar(folder.resolve("in/part2.tar"), "cat/c.jpg", "dog/d.jpg");
    refused(folder + "/in", "part1", "images in 2 folders", "is it a class, or a part");
  }

  @Test
  void aPatternKeepsWhatItMatches() throws IOException {
    write("in/cat/a.jpg", "in/cat/b.png", "in/dog/c.jpg", "in/dog/sub/d.jpg", "in/e.jpg");
    assertThat(list(folder + "/in/*/*.jpg")).containsExactly("cat/a.jpg", "dog/c.jpg");
    assertThat(files).isEqualTo(2);
    assertThat(list(folder + "/in/cat/*.jpg")).containsExactly("cat/a.jpg");
    assertThat(list(folder + "/in/d*/**")).containsExactly("dog/c.jpg", "dog/sub/d.jpg");
    assertThat(list("file://" + folder + "/in/*/*.png")).containsExactly("cat/b.png");
    refused(folder + "/in/*/*.gif", "matches no file");
    refused(folder + "/none/*.jpg", "none is not there");
  }

  @Test
  void namesThatLookLikePatternsOrAddressesAreTakenAsTheyAre() throws IOException {
    write("a[1]/cat/a.jpg", "w*d/cat/b.jpg", "per%20cent/cat/c.jpg", "sp ace/cat/d.jpg");
    assertThat(list(folder + "/a[1]")).containsExactly("cat/a.jpg");
    assertThat(list(folder + "/w*d")).containsExactly("cat/b.jpg");
    assertThat(list("file://" + folder + "/per%20cent")).containsExactly("cat/c.jpg");
    assertThat(list("file:" + folder + "/sp%20ace")).containsExactly("cat/d.jpg");
    assertThat(list(folder + "/a[[]1]/*/*.jpg")).containsExactly("cat/a.jpg");
  }

  @Test
  void theLastEntryOfATarCountsAndLinksStayWithin() throws IOException {
    var file = folder.resolve("t.tar");
    try (var tar = new TarArchiveOutputStream(Files.newOutputStream(file))) {
      put(tar, "cat/a.jpg", "old".getBytes(StandardCharsets.UTF_8));
      put(tar, "dog/b.jpg", "b".getBytes(StandardCharsets.UTF_8));
      put(tar, "cat/a.jpg", "newer".getBytes(StandardCharsets.UTF_8));
      link(tar, "cat/out.jpg", "../../etc/passwd.jpg", TarConstants.LF_SYMLINK);
      link(tar, "cat/abs.jpg", "/etc/passwd.jpg", TarConstants.LF_SYMLINK);
      link(tar, "cat/hard.jpg", "dog/b.jpg", TarConstants.LF_LINK);
      link(tar, "cat/ring.jpg", "cat/ring.jpg", TarConstants.LF_LINK);
      link(tar, "cat/device.jpg", "", TarConstants.LF_BLK);
    }
    assertThat(list(file.toString())).containsExactly("cat/a.jpg", "cat/hard.jpg", "dog/b.jpg");
    assertThat(passedOver)
        .containsExactly(
            "broken_link .jpg 1",
            "link_out_of_tar .jpg 2",
            "no_regular_file .jpg 1",
            "replaced_in_tar .jpg 1");
    var images = ImageListing.of(file.toString(), ClassNames.ALL);
    var bytes = new java.util.ArrayList<Long>();
    for (int piece = 0; piece < images.size(); piece++) {
      images.list(piece, new PieceTally(image -> bytes.add(image.getBytes())));
    }
    assertThat(bytes).containsExactlyInAnyOrder(5L, 1L, 1L);
  }

  @Test
  void anIndexFollowsTheSameRule() throws IOException {
    var index = folder.resolve("index");
    Files.writeString(
        index, "train/cat/a.jpg\t7\ntrain/.x/b.jpg\ntrain/dog/sub/c.JPG\ntrain/d.gif\n");
    var images = ImageListing.index("/data", index.toString(), ClassNames.ALL);
    assertThat(list(images)).containsExactly("cat/a.jpg", "dog/sub/c.JPG");
    assertThat(passedOver).containsExactly("hidden .jpg 1", "no_image_ending .gif 1");
  }

  @Test
  void otherClassesAreCountedAsSuch() throws IOException {
    write("in/cat/a.jpg", "in/dog/b.jpg", "in/dog/c.txt");
    var named = ClassNames.parse("cat,owl", true);
    assertThat(list(folder + "/in", named)).containsExactly("cat/a.jpg");
    assertThat(passedOver).containsExactly("no_image_ending .txt 1", "other_class .jpg 1");
  }

  //////////////////////////////////////////////////////////////////////////////////////////////

  private List<String> list(String input) {
    return list(input, ClassNames.ALL);
  }

  private List<String> list(String input, ClassNames wanted) {
    return list(ImageListing.of(input, wanted));
  }

  private List<String> list(ImageListing images) {
    var found = new TreeSet<String>();
    files = 0;
    passedOver.clear();
    for (int piece = 0; piece < images.size(); piece++) {
      var tally = new PieceTally(image -> found.add(image.getClassName() + '/' + image.getName()));
      images.list(piece, tally);
      files += tally.toPiece().getFiles();
      tally.toPiece().getPassedOver().forEach(this::add);
    }
    return List.copyOf(found);
  }

  private void add(PassedOverFiles each) {
    var kind = each.getReason() + ' ' + each.getEnding() + ' ';
    long before =
        passedOver.stream()
            .filter(known -> known.startsWith(kind))
            .mapToLong(known -> Long.parseLong(known.substring(kind.length())))
            .sum();
    passedOver.removeIf(known -> known.startsWith(kind));
    passedOver.add(kind + (before + each.getCount()));
  }

  private void refused(String input, String... message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> list(input))
        .satisfies(e -> assertThat(e).message().contains(message));
  }

  private void write(String... paths) throws IOException {
    for (var path : paths) {
      var file = folder.resolve(path);
      Files.createDirectories(file.getParent());
      Files.writeString(file, path);
    }
  }

  private static void tar(Path file, String... paths) throws IOException {
    Files.createDirectories(file.getParent());
    try (var tar = new TarArchiveOutputStream(Files.newOutputStream(file))) {
      for (var path : paths) {
        put(tar, path, path.getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  private static void put(TarArchiveOutputStream tar, String path, byte[] content)
      throws IOException {
    var entry = new TarArchiveEntry(path, true);
    entry.setSize(content.length);
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
  }

  private static void link(TarArchiveOutputStream tar, String path, String target, byte type)
      throws IOException {
    var entry = new TarArchiveEntry(path, type);
    entry.setLinkName(target);
    tar.putArchiveEntry(entry);
    tar.closeArchiveEntry();
  }
}
