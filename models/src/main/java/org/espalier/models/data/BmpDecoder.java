package org.espalier.models.data;

import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Decodes BMP files by the Java platform's reader: TensorFlow's takes a palette's numbers for grey.
 */
final class BmpDecoder {

  private BmpDecoder() {}

  /**
   * Decodes a file whose header was checked.
   *
   * @throws BadImageException if its data are damaged
   */
  static RgbImage decode(byte[] file) throws BadImageException {
    var reader = ImageIO.getImageReadersByFormatName("bmp").next();
    try (var in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
      reader.setInput(in, true, true);
      return rgb(reader.read(0));
    } catch (IOException | RuntimeException damaged) {
      throw new BadImageException(
          "is truncated or damaged: its BMP data cannot be decoded (%s)"
              .formatted(damaged.getMessage()),
          damaged);
    } finally {
      reader.dispose();
    }
  }

  private static RgbImage rgb(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    var pixels = new byte[width * height * RgbImage.CHANNELS];
    // Of a grey palette it makes a grey image, whose own conversion would change the greys.
    boolean isGrey =
        image.getColorModel() instanceof ComponentColorModel
            && image.getRaster().getNumBands() == 1;
    var row = new int[width];
    int at = 0;
    for (int y = 0; y < height; y++) {
      if (isGrey) {
        image.getRaster().getSamples(0, y, width, 1, 0, row);
      } else {
        image.getRGB(0, y, width, 1, row, 0, width);
      }
      for (int pixel : row) {
        pixels[at++] = (byte) (isGrey ? pixel : pixel >> 16);
        pixels[at++] = (byte) (isGrey ? pixel : pixel >> 8);
        pixels[at++] = (byte) pixel;
      }
    }
    return new RgbImage(width, height, pixels);
  }
}
