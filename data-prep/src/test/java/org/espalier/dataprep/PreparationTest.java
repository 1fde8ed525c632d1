package org.espalier.dataprep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.espalier.dataprep.image.Encoding;
import org.espalier.dataprep.image.Link;
import org.espalier.dataprep.image.Orientation;
import org.espalier.dataprep.image.Output;
import org.espalier.dataprep.image.Recipe;
import org.espalier.dataprep.image.SourceFormat;
import org.espalier.dataprep.listing.Choice;
import org.espalier.dataprep.listing.Chooser;
import org.espalier.dataprep.listing.ClassNames;
import org.espalier.dataprep.listing.Fractions;
import org.espalier.dataprep.listing.GivenList;
import org.espalier.dataprep.listing.ImageListing;
import org.espalier.dataprep.listing.Rounding;
import org.espalier.dataprep.listing.Sha256;
import org.espalier.models.data.ImageCodec;
import org.espalier.schemas.ImageStatus;
import org.espalier.schemas.PreparedImage;
import org.espalier.transforms.files.ConflictException;
import org.espalier.transforms.tables.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PreparationTest {

  /** Images stay as they are, and each is decoded to see that it is whole. */
  static final Recipe KEEP =
      new Recipe(
          SourceFormat.FILE,
          null,
          Encoding.KEEP,
          95,
          true,
          ImageCodec.MOST_PIXELS,
          Orientation.IGNORE);

  private static final Choice HALF =
      new Choice(Fractions.parse("train=0.5,val=0.25", Rounding.FLOOR), 0);

  @TempDir private Path temporary;

  @Test
  void aFolderHasTheSourcesBytesAndVerifies() throws Exception {
    var input = TestImages.folder(temporary.resolve("in"), 8, 9);
    var report = run(input, HALF, Output.FOLDER, 0);
    assertThat(String.valueOf(report.get("splits"))).contains("images=8", "images=4");
    for (var row : manifest()) {
      var stored = out().resolve(String.valueOf(row.getOutput()));
      assertThat(stored).hasSameBinaryContentAs(input.resolve(row.getPath()));
      assertThat(row.getWidth()).isEqualTo(40);
      assertThat(row.getSha256()).isEqualTo(Sha256.hex(Files.readAllBytes(stored)));
    }
    assertThat(verify()).isEmpty();
    Files.delete(out().resolve(String.valueOf(manifest().get(0).getOutput())));
    Files.writeString(out().resolve("train/n00000001/extra.JPEG"), "x");
    assertThat(verify()).hasSize(2).anyMatch(p -> p.contains("not in the manifest"));
  }

  @Test
  void shardsHoldEveryImageOnceAndDamageIsFound() throws Exception {
    var input = TestImages.folder(temporary.resolve("in"), 8, 9);
    run(input, HALF, Output.TFRECORD, 0);
    var rows = manifest();
    assertThat(rows).hasSize(12).allMatch(row -> row.getRecordIndex() != null);
    assertThat(rows.stream().map(PreparedImage::getPath).distinct()).hasSize(12);
    assertThat(verify()).isEmpty();
    var shard = out().resolve(String.valueOf(rows.get(0).getOutput()));
    var bytes = Files.readAllBytes(shard);
    bytes[100] ^= 1;
    Files.write(shard, bytes);
    assertThat(verify()).anyMatch(problem -> problem.contains("checksum"));
  }

  @Test
  void badImagesAreRowsWithTheirReasonAndTheRestGoesOn() throws Exception {
    var input = TestImages.folder(temporary.resolve("in"), 8);
    var folder = input.resolve("n00000001");
    var good = TestImages.jpeg(1);
    Files.write(folder.resolve("truncated.JPEG"), java.util.Arrays.copyOf(good, good.length / 2));
    Files.write(folder.resolve("empty.JPEG"), new byte[0]);
    Files.writeString(folder.resolve("text.JPEG"), "not an image at all");
    Files.write(folder.resolve("huge.JPEG"), withSize(good, 40_000, 30_000));
    Files.write(folder.resolve("line\nend.JPEG"), good);
    var codec = ImageCodec.ofProcess();
    Files.write(folder.resolve("png.JPEG"), codec.toPng(TestImages.image(2, 20, 10)));
    run(input, new Choice(Fractions.all("train"), 0), Output.TFRECORD, 0.5);
    var rows = manifest();
    assertThat(rows).hasSize(14);
    assertThat(reason(rows, "truncated")).contains("truncated or damaged");
    assertThat(reason(rows, "empty")).contains("is empty (0 bytes)");
    assertThat(reason(rows, "text")).contains("is not an image");
    assertThat(reason(rows, "huge")).contains("40000 x 30000 pixels", "more than");
    assertThat(reason(rows, "line\\u000Aend")).contains("line end");
    assertThat(row(rows, "png").getFormat()).isEqualTo("png");
    assertThat(row(rows, "png").getStatus()).isEqualTo(ImageStatus.OK.name());
    assertThat(verify()).isEmpty();
  }

  @Test
  void filesInFoldersBelowAClassAreStoredThereAndFoundAgain() throws Exception {
    var input = TestImages.folder(temporary.resolve("in"), 8);
    var sub = Files.createDirectories(input.resolve("n00000001/sub/deeper"));
    Files.write(sub.resolve("n.JPEG"), TestImages.jpeg(77));
    Files.createSymbolicLink(input.resolve("n00000001/link.JPEG"), Path.of("sub/deeper/n.JPEG"));
    var all = new Choice(Fractions.all("train"), 0);
    run(input, all, Output.FOLDER, 0);
    assertThat(out().resolve("train/n00000001/sub/deeper/n.JPEG")).isRegularFile();
    assertThat(out().resolve("train/n00000001/link.JPEG")).hasBinaryContent(TestImages.jpeg(77));
    assertThat(verify()).isEmpty();
    var list = out().resolve("list.tsv");
    assertThat(list).content().contains("train\tn00000001/sub/deeper/n.JPEG\n");
    // The list is a list to follow.
    var again = new GivenList(Files.copy(list, temporary.resolve("list")).toString());
    new PreparedFolder(out().toString()).discard(out().toString());
    run(input, again, Output.TFRECORD, 0);
    assertThat(list).hasSameTextualContentAs(temporary.resolve("list"));
    assertThat(verify()).isEmpty();
  }

  @Test
  void anOutputThatIsTakenForAPatternIsRefused() {
    for (var name : List.of("a*b", "a?b", "a[b]", "a{b}", "a\\b")) {
      var output = temporary.resolve("x").toString() + name;
      assertThatIllegalArgumentException()
          .isThrownBy(() -> PreparedFolder.at(output))
          .withMessageContaining(name)
          .withMessageContaining("pattern");
    }
    assertThat(PreparedFolder.at("file://" + out()).root()).isEqualTo(out().toString());
  }

  @Test
  void tooManyBadImagesEndTheRunAndAllowingThemGoesOn() throws Exception {
    var input = TestImages.folder(temporary.resolve("in"), 8);
    Files.write(input.resolve("n00000001/empty.JPEG"), new byte[0]);
    var all = new Choice(Fractions.all("train"), 0);
    assertThatThrownBy(() -> run(input, all, Output.TFRECORD, 0.001))
        .hasStackTraceContaining("1 images are rejected")
        .hasStackTraceContaining("empty.JPEG: is empty");
    assertThat(out().resolve("report.json")).doesNotExist();
    var report = run(input, all, Output.TFRECORD, 0.2);
    assertThat(report.get("rejected")).hasToString("1");
  }

  @Test
  void whatIsWrongWithTheWholeInputLeavesNothingBehind() throws Exception {
    var input = TestImages.folder(temporary.resolve("in"), 8, 2);
    refused(input, HALF, "n00000002 has 2 images, of which 0.25 makes none for val");
    refused(temporary.resolve("none"), HALF, "none is not there");
    Files.createDirectories(temporary.resolve("empty"));
    refused(temporary.resolve("empty"), HALF, "empty holds no images");
    var list = Files.writeString(temporary.resolve("list"), "n00000001/absent.JPEG\n");
    refused(input, new GivenList(list.toString()), "absent.JPEG");
    var other = Files.writeString(temporary.resolve("other"), "n00000009/a.JPEG\n");
    refused(input, new GivenList(other.toString()), "no class n00000009");
  }

  @Test
  void aFolderOfSomethingElseIsLeftAsItIs() throws Exception {
    var input = TestImages.folder(temporary.resolve("in"), 8);
    Files.createDirectories(out());
    var mine = Files.writeString(out().resolve("thesis.txt"), "mine");
    assertThatThrownBy(() -> run(input, HALF, Output.FOLDER, 0))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining("is not empty");
    assertThat(mine).hasContent("mine");
    Files.delete(mine);
    run(input, HALF, Output.FOLDER, 0);
    assertThatThrownBy(() -> run(input, HALF, Output.TFRECORD, 0))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining("format: was folder, is tfrecord");
  }

  @Test
  void aListThatWasPublishedIsFollowed() throws Exception {
    var input = TestImages.folder(temporary.resolve("in"), 4, 4);
    var list =
        Files.writeString(
            temporary.resolve("list"), "n00000002_1.JPEG\nval\tn00000001/n00000001_3.JPEG\n");
    run(input, new GivenList(list.toString()), Output.FOLDER, 0);
    assertThat(out().resolve("list.tsv"))
        .hasContent("train\tn00000002/n00000002_1.JPEG\nval\tn00000001/n00000001_3.JPEG\n");
  }

  //////////////////////////////////////////////////////////////////////////////////////////////

  private Path out() {
    return temporary.resolve("out");
  }

  private Map<String, Object> run(Path input, Chooser chooser, Output output, double rejected)
      throws Exception {
    var folder = PreparedFolder.at(out().toString());
    var source =
        new FolderSource(ImageListing.of(input.toString(), ClassNames.ALL), chooser, false);
    var preparation =
        new Preparation(folder, source, KEEP, output, Link.AUTO, 0, 8_000, rejected, false);
    return preparation.run(TestImages::direct, units -> () -> {});
  }

  private void refused(Path input, Chooser chooser, String message) throws IOException {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> run(input, chooser, Output.FOLDER, 0))
        .withMessageContaining(message);
    assertThat(out()).doesNotExist();
  }

  private List<PreparedImage> manifest() {
    return Table.of(PreparedImage.class).read(out().resolve("manifest.parquet").toString());
  }

  private List<String> verify() throws IOException {
    return new Verification(PreparedFolder.at(out().toString()))
        .run(TestImages::direct).discrepancies().stream()
            .map(found -> found.getOutput() + ": " + found.getProblem())
            .toList();
  }

  private static PreparedImage row(List<PreparedImage> rows, String name) {
    return rows.stream().filter(r -> r.getPath().contains("/" + name)).findFirst().orElseThrow();
  }

  private static String reason(List<PreparedImage> rows, String name) {
    assertThat(row(rows, name).getStatus()).isEqualTo(ImageStatus.REJECTED.name());
    return String.valueOf(row(rows, name).getReason());
  }

  /** The same file with another size in its frame header. */
  private static byte[] withSize(byte[] jpeg, int width, int height) {
    var bytes = jpeg.clone();
    for (int i = 2; i < bytes.length - 9; i++) {
      if ((bytes[i] & 0xFF) == 0xFF && (bytes[i + 1] & 0xFF) == 0xC0) {
        bytes[i + 5] = (byte) (height >> 8);
        bytes[i + 6] = (byte) height;
        bytes[i + 7] = (byte) (width >> 8);
        bytes[i + 8] = (byte) width;
        return bytes;
      }
    }
    throw new AssertionError("no frame in " + new String(bytes, StandardCharsets.ISO_8859_1));
  }
}
