package org.espalier.models.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

final class AugmentationTest {

  @Test
  void testingTakesTheMiddleAsItIs() throws BadImageException {
    var image = ImageCodecTest.ramp(40, 32);
    var raw =
        new ImageExample(
            ByteBuffer.wrap(image.pixels()), "RAW", 40, 32, 3, "RGB", "a", 1, "n", "n");
    var middle = Augmentation.testing(28).apply(raw, 5);
    assertThat(middle).isEqualTo(image.crop(new RgbImage.Window(6, 2, 28, 28)));
    var grey = new float[] {0, 0, 0};
    var batch = Batch.of(new byte[] {(byte) 124, (byte) 116, (byte) 104}, new int[] {0});
    assertThat(Normalization.IMAGENET.apply(batch))
        .usingComparatorWithPrecision(0.02f)
        .contains(grey);
  }
}
