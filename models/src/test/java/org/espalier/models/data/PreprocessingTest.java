package org.espalier.models.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

  /** Each pixel is its number. */
  private static RgbImage numbered(int width, int height) {
    var pixels = new byte[width * height * 3];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (i / 3);
    }
    return new RgbImage(width, height, pixels);
  }
}
