package org.espalier.runners;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;
import org.espalier.models.data.ImageCodec;
import org.espalier.models.data.RgbImage;

/** Class folders of JPEGs that tests write themselves. */
final class JpegFolder {

  private JpegFolder() {}

  /** Classes n00000001 and so on, each of a colour of its own. */
  static Path write(Path root, int classes, int imagesEach) throws IOException {
    for (int c = 0; c < classes; c++) {
      var wnid = String.format(Locale.ROOT, "n%08d", c + 1);
      var folder = Files.createDirectories(root.resolve(wnid));
      for (int i = 0; i < imagesEach; i++) {
        Files.write(folder.resolve(wnid + "_" + i + ".JPEG"), jpeg(c, i));
      }
    }
    return root;
  }

  /** An image of 40 by 30 pixels, noise but for one channel. */
  static byte[] jpeg(int ofClass, int number) {
    var pixels = new byte[40 * 30 * RgbImage.CHANNELS];
    new SplittableRandom(1_000L * ofClass + number).nextBytes(pixels);
    for (int at = ofClass % 3; at < pixels.length; at += RgbImage.CHANNELS) {
      pixels[at] = (byte) (60 * ofClass);
    }
    return ImageCodec.ofProcess().toJpeg(new RgbImage(40, 30, pixels), 90);
  }
}
