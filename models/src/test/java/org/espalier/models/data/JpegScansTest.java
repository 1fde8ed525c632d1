package org.espalier.models.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;

final class JpegScansTest {

  private static final long PLENTY = 1L << 40;

  private final ImageCodec codec = ImageCodec.ofProcess();

  @Test
  void wholeImagesOfEveryKindPass() throws Exception {
    int jpegs = 0;
    for (var kind : ImageFormatsTest.lines("image-formats.tsv")) {
      if (kind.get(0).startsWith("jpeg")) {
        jpegs++;
        var file = Base64.getDecoder().decode(kind.get(1));
        JpegScans.check(file, ImageHeader.of(file), PLENTY);
      }
    }
    assertThat(jpegs).isGreaterThan(20);
  }

  @Test
  void aHeaderLargerThanItsDataIsFoundOut() throws Exception {
    int lies = 0;
    for (var kind : ImageFormatsTest.lines("image-formats.tsv")) {
      if (kind.get(0).startsWith("jpeg")) {
        lies++;
        var file = Base64.getDecoder().decode(kind.get(1));
        for (int height : new int[] {60, 999, 9_999}) {
          assertThatThrownBy(() -> checked(taller(file, height)))
              .as(kind.get(0))
              .isInstanceOf(BadImageException.class)
              .hasMessageContaining("x " + height + " pixels, but data for");
        }
      }
    }
    assertThat(lies).isGreaterThan(20);
  }

  @Test
  void dataThatAreCutAndEndedByHandAreFoundOut() {
    var file = codec.toJpeg(ImageCodecTest.noise(64, 64), 90);
    var cut = Arrays.copyOf(file, file.length / 2);
    cut[cut.length - 2] = (byte) 0xFF;
    cut[cut.length - 1] = (byte) 0xD9;
    assertThatThrownBy(() -> checked(cut))
        .hasMessageMatching("has a header of 64 x 64 pixels, but data for [1-9]\\d? % of them");
  }

  @Test
  void fiveHundredScansAreNotDecoded() throws Exception {
    var file = progressive();
    assertThat(JpegScans.count(file)).isBetween(2, 20);
    var many = withScans(file, 500);
    assertThat(JpegScans.count(many)).isGreaterThan(500);
    assertThatThrownBy(() -> checked(many)).hasMessageContaining("scans of 39 x 27 pixels");
    assertThatThrownBy(() -> codec.decodeChecked(file, ImageHeader.of(file), 1_053 / 20))
        .isInstanceOf(BadImageException.class)
        .hasMessageContaining("39 x 27 pixels in its header");
    assertThatThrownBy(() -> JpegScans.check(file, ImageHeader.of(file), 1_053))
        .hasMessageContaining("more work than is allowed (100 scans, 1053 pixels");
  }

  @Test
  void aPngWithFewerRowsThanItsHeaderSaysIsRejected() {
    var file = codec.toPng(ImageCodecTest.noise(64, 64));
    ByteBuffer.wrap(file).putInt(20, 9_999);
    var crc = new java.util.zip.CRC32();
    crc.update(file, 12, 17);
    ByteBuffer.wrap(file).putInt(29, (int) crc.getValue());
    assertThatThrownBy(() -> checked(file)).isInstanceOf(BadImageException.class);
  }

  //////////////////////////////////////////////////////////////////////////////////////////////

  private void checked(byte[] file) throws BadImageException {
    codec.decodeChecked(file, ImageHeader.of(file), 100_000_000);
  }

  private static byte[] taller(byte[] file, int height) {
    var changed = file.clone();
    for (int at = 2; at + 9 < file.length; ) {
      int marker = file[at + 1] & 0xFF;
      if (marker == 0xC0 || marker == 0xC2) {
        ByteBuffer.wrap(changed).putShort(at + 5, (short) height);
        return changed;
      }
      at += 2 + (ByteBuffer.wrap(file).getShort(at + 2) & 0xFFFF);
    }
    throw new AssertionError("no frame header");
  }

  private static byte[] progressive() throws Exception {
    return ImageFormatsTest.lines("image-formats.tsv").stream()
        .filter(kind -> kind.get(0).equals("jpeg-4:4:4-progressive"))
        .map(kind -> Base64.getDecoder().decode(kind.get(1)))
        .findFirst()
        .orElseThrow();
  }

  /** Its last scan again and again. */
  private static byte[] withScans(byte[] file, int scans) {
    int last = 0;
    for (int at = 2; at + 1 < file.length; at++) {
      last = (file[at] & 0xFF) == 0xFF && (file[at + 1] & 0xFF) == 0xDA ? at : last;
    }
    var many = new ByteArrayOutputStream();
    many.write(file, 0, last);
    for (int i = 0; i < scans; i++) {
      many.write(file, last, file.length - 2 - last);
    }
    many.write(file, file.length - 2, 2);
    return many.toByteArray();
  }
}
