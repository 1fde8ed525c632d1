package org.espalier.models.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Base64;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

final class ImageCodecTest {

  /** Eight by eight pixels of cyan 0, magenta 1, yellow 1, black 0: red. Written by Pillow. */
  private static final byte[] CMYK =
      Base64.getDecoder()
          .decode(
              "/9j/7gAOQWRvYmUAZAAAAAAA/9sAQwACAQEBAQECAQEBAgICAgIEAwICAgIFBAQDBAYFBgYGBQYGBgcJ"
                  + "CAYHCQcGBggLCAkKCgoKCgYICwwLCgwJCgoK/8AAFAgACAAIBEMRAE0RAFkRAEsRAP/EAB8AAAEFAQEB"
                  + "AQEBAAAAAAAAAAABAgMEBQYHCAkKC//EALUQAAIBAwMCBAMFBQQEAAABfQECAwAEEQUSITFBBhNRYQci"
                  + "cRQygZGhCCNCscEVUtHwJDNicoIJChYXGBkaJSYnKCkqNDU2Nzg5OkNERUZHSElKU1RVVldYWVpjZGVm"
                  + "Z2hpanN0dXZ3eHl6g4SFhoeIiYqSk5SVlpeYmZqio6Slpqeoqaqys7S1tre4ubrCw8TFxsfIycrS09TV"
                  + "1tfY2drh4uPk5ebn6Onq8fLz9PX29/j5+v/aAA4EQwBNAFkASwAAPwD9/K/n/r+f+v38r//Z");

  private final ImageCodec codec = ImageCodec.ofProcess();

  @Test
  void pngKeepsEveryPixelWhateverItsName() throws BadImageException {
    var image = noise(17, 13);
    var png = codec.toPng(image);
    assertThat(codec.decode(png)).isEqualTo(image);
    assertThat(ImageHeader.of(png)).isEqualTo(new ImageHeader("png", 17, 13, 3, "rgb", 0));
  }

  @Test
  void jpegIsCloseToWhatWasEncodedAndItsPartsAreThoseOfTheWhole() throws BadImageException {
    var image = ramp(64, 48);
    var jpeg = codec.toJpeg(image, 95);
    var whole = codec.decode(jpeg);
    assertThat(largestDifference(whole, image)).isLessThan(12);
    var window = new RgbImage.Window(16, 8, 32, 24);
    assertThat(codec.decode(jpeg, ImageHeader.of(jpeg), window)).isEqualTo(whole.crop(window));
  }

  @Test
  void cmykBecomesRgb() throws BadImageException {
    assertThat(ImageHeader.of(CMYK).colourSpace()).isEqualTo("cmyk");
    var pixels = codec.decode(CMYK).pixels();
    assertThat(pixels[0] & 0xFF).isGreaterThan(230);
    assertThat(pixels[1] & 0xFF).isLessThan(30);
    assertThat(pixels[2] & 0xFF).isLessThan(30);
  }

  @Test
  void aGreyscaleJpegBecomesRgbOfThreeEqualChannels() throws Exception {
    var grey = new BufferedImage(32, 16, BufferedImage.TYPE_BYTE_GRAY);
    for (int x = 0; x < 32; x++) {
      for (int y = 0; y < 16; y++) {
        grey.getRaster().setSample(x, y, 0, 8 * x);
      }
    }
    var jpeg = new ByteArrayOutputStream();
    assertThat(ImageIO.write(grey, "jpeg", jpeg)).isTrue();
    var pixels = codec.decode(jpeg.toByteArray()).pixels();
    assertThat(pixels).hasSize(32 * 16 * 3);
    for (int i = 0; i < pixels.length; i += 3) {
      assertThat(pixels[i + 1]).isEqualTo(pixels[i]);
      assertThat(pixels[i + 2]).isEqualTo(pixels[i]);
      // The ramp keeps within what compression does to it.
      assertThat(Math.abs((pixels[i] & 0xff) - 8 * (i / 3 % 32))).isLessThan(12);
    }
  }

  @Test
  void blueGreenRedOfABmpBecomesRgb() throws BadImageException {
    var bmp = ByteBuffer.allocate(54 + 4 * 4).order(ByteOrder.LITTLE_ENDIAN);
    bmp.put((byte) 'B').put((byte) 'M').putInt(54 + 16).putInt(0).putInt(54);
    bmp.putInt(40).putInt(2).putInt(2).putShort((short) 1).putShort((short) 24);
    bmp.position(54);
    bmp.put(new byte[] {1, 2, 3, 4, 5, 6, 0, 0, 7, 8, 9, 10, 11, 12, 0, 0});
    assertThat(codec.decode(bmp.array()).pixels())
        .containsExactly(9, 8, 7, 12, 11, 10, 3, 2, 1, 6, 5, 4);
  }

  @Test
  void whatIsNoImageSaysWhy() {
    var jpeg = codec.toJpeg(ramp(64, 48), 95);
    bad(new byte[0], "is empty");
    bad("plain text".getBytes(java.nio.charset.StandardCharsets.UTF_8), "is not an image");
    bad(Arrays.copyOf(jpeg, jpeg.length / 2), "truncated or damaged");
    bad(Arrays.copyOf(jpeg, 12), "is truncated");
  }

  @Test
  void aHeaderOfABillionPixelsIsRefusedBeforeAnythingIsAllocated() {
    var png = codec.toPng(noise(4, 4));
    ByteBuffer.wrap(png).putInt(16, 40_000).putInt(20, 30_000);
    bad(png, "40000 x 30000 pixels");
  }

  @Test
  void resizingKeepsFlatColoursAndTheMean() {
    var flat = new RgbImage(50, 37, new byte[50 * 37 * 3]);
    Arrays.fill(flat.pixels(), (byte) 201);
    for (var kernel : Resampling.values()) {
      var small = Resizing.shorterSide(11, kernel).apply(flat);
      assertThat(small.width()).isEqualTo(14);
      assertThat(small.height()).isEqualTo(11);
      assertThat(small.pixels()).containsOnly((byte) 201);
      var large = Resizing.exact(99, 80, kernel).apply(flat);
      assertThat(large.pixels()).containsOnly((byte) 201);
      var noise = noise(120, 90);
      assertThat(mean(Resizing.exact(40, 30, kernel).apply(noise)))
          .isBetween(mean(noise) - 1, mean(noise) + 1);
    }
  }

  @Test
  void areaIsTheExactMeanOfWholePixels() {
    var image = noise(40, 20);
    var half = Resizing.exact(20, 10, Resampling.AREA).apply(image);
    for (int y = 0; y < 10; y++) {
      for (int x = 0; x < 60; x++) {
        int at = 2 * y * 120 + x / 3 * 6 + x % 3;
        double sum = 0;
        for (int neighbour : new int[] {0, 3, 120, 123}) {
          sum += image.pixels()[at + neighbour] & 0xFF;
        }
        assertThat((double) (half.pixels()[y * 60 + x] & 0xFF)).isBetween(sum / 4 - 1, sum / 4 + 1);
      }
    }
  }

  private void bad(byte[] file, String reason) {
    assertThatThrownBy(() -> codec.decode(file))
        .isInstanceOf(BadImageException.class)
        .hasMessageContaining(reason);
  }

  static RgbImage noise(int width, int height) {
    var pixels = new byte[width * height * 3];
    var random = new SplittableRandom(width);
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) random.nextInt(256);
    }
    return new RgbImage(width, height, pixels);
  }

  static RgbImage ramp(int width, int height) {
    var pixels = new byte[width * height * 3];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (i / 3 % width + i / 3 / width);
    }
    return new RgbImage(width, height, pixels);
  }

  private static double mean(RgbImage image) {
    double sum = 0;
    for (byte pixel : image.pixels()) {
      sum += pixel & 0xFF;
    }
    return sum / image.pixels().length;
  }

  private static int largestDifference(RgbImage one, RgbImage other) {
    int largest = 0;
    for (int i = 0; i < one.pixels().length; i++) {
      int difference = (one.pixels()[i] & 0xFF) - (other.pixels()[i] & 0xFF);
      largest = Math.max(largest, Math.abs(difference));
    }
    return largest;
  }
}
