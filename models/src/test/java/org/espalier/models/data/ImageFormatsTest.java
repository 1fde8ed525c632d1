package org.espalier.models.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * Small files of every kind, decoded as a reference decoder does: {@code make_image_formats.py}
 * beside them wrote both.
 */
final class ImageFormatsTest {

  private static final int DIGEST = 64;

  @Test
  void everyFormatIsDecodedAsTheReferenceDecoderDoes() throws Exception {
    var wrong = new ArrayList<String>();
    int decoded = 0;
    for (var kind : kinds()) {
      if (!kind.get(2).equals("rejected")) {
        decoded++;
        var image = ImageCodec.ofProcess().decode(file(kind));
        if (!kind.get(2).equals(image.width() + "x" + image.height()) || !same(kind, image)) {
          wrong.add(kind.get(0));
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(decoded).isGreaterThan(70);
  }

  @Test
  void whatIsNotDecodedSaysWhy() throws Exception {
    for (var kind : kinds()) {
      if (kind.get(2).equals("rejected")) {
        assertThatThrownBy(() -> ImageCodec.ofProcess().decode(file(kind)))
            .as(kind.get(0))
            .isInstanceOf(BadImageException.class)
            .hasMessageContaining("compression");
      }
    }
  }

  @Test
  void headersSayHowTheCameraWasHeldAndTurningFollows() throws Exception {
    int turned = 0;
    for (var kind : kinds()) {
      var header = kind.get(2).equals("rejected") ? null : ImageHeader.of(file(kind));
      if (header != null && kind.size() > 4) {
        turned++;
        assertThat(kind.get(0)).endsWith("orientation" + header.orientation());
        var upright = ImageCodec.ofProcess().decode(file(kind)).upright(header.orientation());
        assertThat(digest(upright)).as(kind.get(0)).isEqualTo(kind.get(4));
      } else if (header != null) {
        assertThat(header.orientation()).as(kind.get(0)).isZero();
      }
    }
    assertThat(turned).isEqualTo(9);
  }

  @Test
  void anyByteOfAFileMayBeWrongAndOnlyTheImageIs() throws IOException {
    for (var kind : kinds()) {
      var whole = file(kind);
      for (int at = 0; at < Math.min(whole.length, 160); at++) {
        for (int value : new int[] {0, 0x7F, 0xFF}) {
          var damaged = whole.clone();
          damaged[at] = (byte) value;
          try {
            var header = ImageHeader.of(damaged);
            ImageCodec.ofProcess().decodeChecked(damaged, header, 100_000);
          } catch (BadImageException named) {
            assertThat(named).hasMessageMatching("(?s)(is|has) .+");
          } catch (RuntimeException | Error other) {
            fail(kind.get(0) + ", byte " + at + " = " + value, other);
          }
        }
      }
    }
  }

  //////////////////////////////////////////////////////////////////////////////////////////////

  private static boolean same(List<String> kind, RgbImage image) throws NoSuchAlgorithmException {
    if (kind.get(3).length() == DIGEST) {
      return digest(image).equals(kind.get(3));
    }
    var expected = Base64.getDecoder().decode(kind.get(3));
    for (int i = 0; i < expected.length; i++) {
      if (Math.abs((expected[i] & 0xFF) - (image.pixels()[i] & 0xFF)) > 1) {
        return false;
      }
    }
    return expected.length == image.pixels().length;
  }

  private static byte[] file(List<String> kind) {
    return Base64.getDecoder().decode(kind.get(1));
  }

  static String digest(RgbImage image) throws NoSuchAlgorithmException {
    var digest = MessageDigest.getInstance("SHA-256").digest(image.pixels());
    return HexFormat.of().formatHex(digest);
  }

  private static List<List<String>> kinds() throws IOException {
    return lines("image-formats.tsv");
  }

  static List<List<String>> lines(String resource) throws IOException {
    var path = "/images/" + resource;
    try (var in = Objects.requireNonNull(ImageFormatsTest.class.getResourceAsStream(path))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> List.of(line.split("\t", -1)))
          .toList();
    }
  }
}
