package org.espalier.dataprep.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.espalier.models.data.BadImageException;
import org.espalier.models.data.ImageCodec;
import org.espalier.models.data.ImageHeader;
import org.espalier.models.data.RgbImage;
import org.espalier.schemas.SourceImage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A photograph taken with the camera on its side: 8 pixels wide as stored, 5 as seen. */
final class OrientationTest {

  private static final int ON_ITS_SIDE = 6;

  @TempDir private Path folder;
  private final ImageCodec codec = ImageCodec.ofProcess();
  private SourceImage photograph = new SourceImage();
  private final RgbImage pixels = new RgbImage(8, 5, new byte[8 * 5 * 3]);

  @BeforeEach
  void write() throws IOException {
    for (int i = 0; i < pixels.pixels().length; i++) {
      pixels.pixels()[i] = (byte) (i * 7);
    }
    var file = folder.resolve("photograph.png");
    Files.write(file, codec.toPng(pixels, ON_ITS_SIDE));
    photograph =
        SourceImage.newBuilder()
            .setClassName("c")
            .setName("photograph.png")
            .setFile(file.toString())
            .build();
  }

  @ParameterizedTest
  @EnumSource(Orientation.class)
  void theManifestSaysItWhateverIsDone(Orientation orientation) throws IOException {
    var row = prepare(Encoding.PNG, orientation).row();
    assertThat(row.getOrientation()).isEqualTo(ON_ITS_SIDE);
    assertThat(row.getWidth()).isEqualTo(8);
    assertThat(row.getOutputWidth()).isEqualTo(orientation == Orientation.APPLY ? 5 : 8);
  }

  @Test
  void ignoringLosesIt() throws Exception {
    assertThat(header(stored(Encoding.PNG, Orientation.IGNORE)).orientation()).isZero();
    assertThat(codec.decode(stored(Encoding.PNG, Orientation.IGNORE))).isEqualTo(pixels);
  }

  @Test
  void keepingStatesItAgain() throws Exception {
    for (var encoding : new Encoding[] {Encoding.PNG, Encoding.JPEG}) {
      var stored = stored(encoding, Orientation.KEEP);
      assertThat(header(stored).orientation()).as(encoding.name()).isEqualTo(ON_ITS_SIDE);
      assertThat(codec.decode(stored).width()).isEqualTo(8);
    }
    assertThat(codec.decode(stored(Encoding.PNG, Orientation.KEEP))).isEqualTo(pixels);
    assertThat(stored(Encoding.KEEP, Orientation.KEEP))
        .isEqualTo(Files.readAllBytes(Path.of(photograph.getFile())));
  }

  @Test
  void applyingTurnsPixels() throws Exception {
    var stored = stored(Encoding.PNG, Orientation.APPLY);
    assertThat(header(stored).orientation()).isZero();
    assertThat(codec.decode(stored)).isEqualTo(pixels.upright(ON_ITS_SIDE));
  }

  //////////////////////////////////////////////////////////////////////////////////////////////

  private static ImageHeader header(byte[] file) throws BadImageException {
    return ImageHeader.of(file);
  }

  private byte[] stored(Encoding encoding, Orientation orientation) throws IOException {
    return prepare(encoding, orientation).example().orElseThrow().image();
  }

  private ImagePreparation.Prepared prepare(Encoding encoding, Orientation orientation)
      throws IOException {
    var recipe =
        new Recipe(
            SourceFormat.FILE, null, encoding, 95, true, ImageCodec.MOST_PIXELS, orientation);
    try (var preparation = new ImagePreparation(recipe)) {
      return preparation.prepare(photograph);
    }
  }
}
