package org.espalier.models.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/** Bit for bit as Pillow: {@code make_resized_digests.py} in the resources wrote the digests. */
final class ResizingTest {

  @Test
  void aMadeUpImageIsResizedAsPillowDoes() throws Exception {
    var pixels = new byte[97 * 61 * 3];
    int at = 0;
    for (int y = 0; y < 61; y++) {
      for (int x = 0; x < 97; x++) {
        pixels[at++] = (byte) (x * x + 3 * y);
        pixels[at++] = (byte) (7 * x + y * y);
        pixels[at++] = (byte) (x ^ y);
      }
    }
    var image = new RgbImage(97, 61, pixels);
    int compared = 0;
    for (var line : ImageFormatsTest.lines("resized-digests.tsv")) {
      if (line.get(0).equals("made-up")) {
        compared++;
        assertThat(ImageFormatsTest.digest(resized(line, image)))
            .as("%s", line)
            .isEqualTo(line.get(4));
      }
    }
    assertThat(compared).isEqualTo(14);
  }

  @Test
  void twentyPhotographsAreResizedAsPillowDoes() throws Exception {
    var root = Path.of(System.getProperty("espalier.data", "absent"), "imagenette", "val");
    assumeTrue(Files.isDirectory(root), "needs photographs in " + root);
    var photographs = new ArrayList<String>();
    for (var line : ImageFormatsTest.lines("resized-digests.tsv")) {
      if (!line.get(0).equals("made-up")) {
        photographs.add(line.get(0));
        var image = ImageCodec.ofProcess().decode(Files.readAllBytes(root.resolve(line.get(0))));
        assertThat(ImageFormatsTest.digest(resized(line, image)))
            .as("%s", line)
            .isEqualTo(line.get(4));
      }
    }
    assertThat(photographs.stream().distinct()).hasSize(20);
  }

  @Test
  void theLongerSideIsRoundedDownAsTorchvisionDoes() {
    var image = new RgbImage(50, 37, new byte[50 * 37 * 3]);
    var small = Resizing.shorterSide(11, Resampling.BILINEAR).apply(image);
    assertThat(small.width()).isEqualTo(14);
    assertThat(small.height()).isEqualTo(11);
  }

  private static RgbImage resized(java.util.List<String> line, RgbImage image) {
    int width = Integer.parseInt(line.get(2));
    int height = Integer.parseInt(line.get(3));
    return Resizing.exact(width, height, Resampling.valueOf(line.get(1))).apply(image);
  }
}
