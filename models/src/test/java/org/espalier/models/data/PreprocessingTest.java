package org.espalier.models.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PreprocessingTest {

  @Test
  void theCornerOfTheMiddleIsRoundedHalfToEven() {
    // 5 − 2 = 3: 1.5 becomes 2; 3 − 2 = 1: 0.5 becomes 0.
    var cut = new Preprocessing(3, 2, Resampling.BILINEAR).apply(numbered(5, 3));

    assertThat(cut.pixels()[0]).isEqualTo((byte) 2);
    assertThat(cut.pixels()[3 * cut.width()]).isEqualTo((byte) 7);
    assertThat(cut.width()).isEqualTo(2);
    assertThat(cut.height()).isEqualTo(2);
  }

  @Test
  void anImageOfTheRightSizeStaysAsItIs() {
    var image = numbered(32, 32);

    assertThat(Preprocessing.published(32).apply(image)).isEqualTo(image);
    assertThat(Preprocessing.published(224))
        .isEqualTo(new Preprocessing(256, 224, Resampling.BILINEAR))
        .hasToString("shorter side 256 (bilinear, antialiased), centre 224");
  }

  @Test
  void aMiddleLargerThanTheImageIsRefused() {
    assertThatThrownBy(() -> new Preprocessing(224, 256, Resampling.BILINEAR))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("crop", "224 and 256");
  }

  /**
   * The digest is that of Pillow 13.0: {@code convert("RGB")}, {@code resize} of the shorter side
   * to 256 by {@code BILINEAR}, and a crop whose corner is {@code int(round((side - 224) / 2))}.
   */
  @Test
  void thePixelsOfTwoHundredImagesAreThoseOfPillow() throws Exception {
    var images = Path.of(System.getProperty("espalier.data", "absent"), "imagenette", "val");
    assumeTrue(Files.isDirectory(images), images + " is not there");
    List<Path> files;
    try (var walked = Files.walk(images)) {
      files = walked.filter(Files::isRegularFile).sorted().toList();
    }
    var digest = MessageDigest.getInstance("SHA-256");
    for (var file : files) {
      var image = ImageCodec.ofProcess().decode(Files.readAllBytes(file));
      digest.update(Preprocessing.published(224).apply(image).pixels());
    }

    assertThat(files).hasSize(200);
    assertThat(HexFormat.of().formatHex(digest.digest()))
        .isEqualTo("bec7688feec65307c83b10b627a295fea3acda5c24caae1183596beae1032de8");
  }

  /** Each pixel is its number. */
  private static RgbImage numbered(int width, int height) {
    var pixels = new byte[width * height * 3];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (i / 3);
    }
    return new RgbImage(width, height, pixels);
  }
}
