package org.espalier.transforms.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.espalier.models.data.ImageCodec;
import org.espalier.models.data.RgbImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LabelledSourceTest {

  private static final int RECORD = 3073;

  @TempDir private Path folder;

  @Test
  void aFolderOfClassesIsSortedAndOtherFilesArePassedOver() throws IOException {
    png("b/2.PNG", 2);
    png("b/deep/1.png", 1);
    png("a/9.png", 9);
    png(".hidden/8.png", 8);
    Files.writeString(folder.resolve("b/notes.txt"), "no image");

    var images = LabelledSource.of(folder.toString(), "").open();
    assertThat(images.classes()).containsExactly("a", "b");
    assertThat(images.size()).isEqualTo(3);
    assertThat(images.read(0).path()).isEqualTo("a/9.png");
    assertThat(images.read(2).path()).isEqualTo("b/deep/1.png");
    assertThat(images.read(2).label()).isEqualTo(1);
    assertThat(images.read(2).image().pixels()[0]).isEqualTo((byte) 1);
  }

  @Test
  void aFolderThatHasChangedIsListedAgain() throws IOException {
    png("a/1.png", 1);
    assertThat(LabelledSource.of(folder.toString(), "").open().size()).isEqualTo(1);
    png("a/2.png", 2);
    assertThat(LabelledSource.of(folder.toString(), "").open().size()).isEqualTo(2);
  }

  @Test
  void aSplitIsAFolderBelow() throws IOException {
    png("val/a/1.png", 1);

    assertThat(LabelledSource.of(folder.toString(), "val").open().read(0).path())
        .isEqualTo("a/1.png");
    refused(LabelledSource.of(folder.toString(), "test"), "has no folder test");
  }

  @Test
  void aClassWithoutImagesIsNamed() throws IOException {
    png("a/1.png", 1);
    Files.createDirectories(folder.resolve("b"));

    refused(LabelledSource.of(folder.toString(), ""), "b has no images");
  }

  @Test
  void filesOfCifarAreReadByTheirSplit() throws IOException {
    var bytes = new byte[2 * RECORD];
    bytes[0] = 3;
    bytes[RECORD] = 9;
    bytes[RECORD + 1] = 77;
    Files.write(folder.resolve("test_batch.bin"), bytes);

    var images = LabelledSource.of(folder.toString(), "").open();
    assertThat(images.size()).isEqualTo(2);
    assertThat(images.read(1).path()).isEqualTo("test/00001");
    assertThat(images.classes().get(images.read(1).label())).isEqualTo("truck");
    assertThat(images.read(1).image().pixels()[0]).isEqualTo((byte) 77);
    refused(LabelledSource.of(folder.toString(), "val"), "train or test");
  }

  @Test
  void anImageThatCannotBeDecodedIsNamed() throws IOException {
    Files.createDirectories(folder.resolve("a"));
    Files.writeString(folder.resolve("a/1.png"), "no image");
    var images = LabelledSource.of(folder.toString(), "").open();

    assertThatThrownBy(() -> images.read(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1.png");
  }

  private void png(String path, int value) throws IOException {
    var file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    var pixels = new byte[12];
    pixels[0] = (byte) value;
    Files.write(file, ImageCodec.ofProcess().toPng(new RgbImage(2, 2, pixels)));
  }

  private static void refused(LabelledSource source, String said) {
    assertThatThrownBy(source::open)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(said);
  }
}
