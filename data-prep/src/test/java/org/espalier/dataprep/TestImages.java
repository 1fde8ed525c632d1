package org.espalier.dataprep;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;
import org.apache.beam.runners.direct.DirectOptions;
import org.apache.beam.runners.direct.DirectRunner;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.espalier.models.data.ImageCodec;
import org.espalier.models.data.RgbImage;

/** Image folders that tests write themselves, and the runner they are prepared on. */
final class TestImages {

  private TestImages() {}

  static PipelineOptions direct(String job) {
    var options = PipelineOptionsFactory.create().as(DirectOptions.class);
    options.setRunner(DirectRunner.class);
    options.setJobName(job);
    options.setTargetParallelism(2);
    return options;
  }

  static RgbImage image(long seed, int width, int height) {
    var pixels = new byte[width * height * 3];
    var random = new SplittableRandom(seed);
    int base = random.nextInt(200);
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (base + i / 3 % width + random.nextInt(8));
    }
    return new RgbImage(width, height, pixels);
  }

  static byte[] jpeg(long seed) {
    return ImageCodec.ofProcess().toJpeg(image(seed, 40, 30), 90);
  }

  /** Classes n00000001 and so on, each with as many images as its number says. */
  static Path folder(Path root, int... images) throws IOException {
    for (int c = 0; c < images.length; c++) {
      var wnid = String.format(Locale.ROOT, "n%08d", c + 1);
      var folder = Files.createDirectories(root.resolve(wnid));
      for (int i = 0; i < images[c]; i++) {
        Files.write(folder.resolve(wnid + "_" + i + ".JPEG"), jpeg(1_000L * c + i));
      }
    }
    return root;
  }
}
