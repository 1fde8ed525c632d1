package org.espalier.models.pickle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PickleTest {

  /** {@code {'a': [1, -2, 3.5, None, True], ('b', 7): 'e', 'big': 2**70}} by CPython 3.11. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "KGRwMApWYQpwMQoobHAyCkkxCmFJLTIKYUYzLjUKYU5hSTAxCmFzKFZiCnAzCkk3CnRwNApWZQpwNQpzVmJpZwpwNgpMMTE4MDU5MTYyMDcxNzQxMTMwMzQyNEwKcy4=",
        "gAJ9cQAoWAEAAABhcQFdcQIoSwFK/v///0dADAAAAAAAAE6IZVgBAAAAYnEDSweGcQRYAQAAAGVxBVgDAAAAYmlncQaKCQAAAAAAAAAAQHUu",
        "gASVPAAAAAAAAAB9lCiMAWGUXZQoSwFK/v///0dADAAAAAAAAE6IZYwBYpRLB4aUjAFllIwDYmlnlIoJAAAAAAAAAABAdS4="
      })
  void dataOfAnyProtocolAreRead(String base64) throws IOException {
    var read = (Map<?, ?>) read(Base64.getDecoder().decode(base64));
    assertThat(read.get("a")).isEqualTo(List.of(1L, -2L, 3.5, Pickle.NONE, true));
    assertThat(read.get(List.of("b", 7L))).isEqualTo("e");
    assertThat(read.get("big")).hasToString("1180591620717411303424");
  }

  /** {@code {'data': numpy.arange(6, dtype=uint8).reshape(2, 3), 'x': numpy.float64(1.5)}}. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "gAJ9cQAoWAQAAABkYXRhcQFjbnVtcHkuX2NvcmUubXVsdGlhcnJheQpfcmVjb25zdHJ1Y3QKcQJjbnVtcHkKbmRhcnJheQpxA0sAhXEEY19jb2RlY3MKZW5jb2RlCnEFWAEAAABicQZYBgAAAGxhdGluMXEHhnEIUnEJh3EKUnELKEsBSwJLA4ZxDGNudW1weQpkdHlwZQpxDVgCAAAAdTFxDomIh3EPUnEQKEsDWAEAAAB8cRFOTk5K/////0r/////SwB0cRJiiWgFWAYAAAAAAQIDBAVxE2gHhnEUUnEVdHEWYlgBAAAAeHEXY251bXB5Ll9jb3JlLm11bHRpYXJyYXkKc2NhbGFyCnEYaA1YAgAAAGY4cRmJiIdxGlJxGyhLA1gBAAAAPHEcTk5OSv////9K/////0sAdHEdYmgFWAkAAAAAAAAAAADDuD9xHmgHhnEfUnEghnEhUnEidS4=",
        "gASV4gAAAAAAAAB9lCiMBGRhdGGUjBZudW1weS5fY29yZS5tdWx0aWFycmF5lIwMX3JlY29uc3RydWN0lJOUjAVudW1weZSMB25kYXJyYXmUk5RLAIWUQwFilIeUUpQoSwFLAksDhpRoBYwFZHR5cGWUk5SMAnUxlImIh5RSlChLA4wBfJROTk5K/////0r/////SwB0lGKJQwYAAQIDBAWUdJRijAF4lGgCjAZzY2FsYXKUk5RoDowCZjiUiYiHlFKUKEsDjAE8lE5OTkr/////Sv////9LAHSUYkMIAAAAAAAA+D+UhpRSlHUu"
      })
  void arraysOfBytesAreRead(String base64) throws IOException {
    var read = (Map<?, ?>) read(Base64.getDecoder().decode(base64));
    assertThat(read.get("data")).isInstanceOf(ByteArray.class);
    var array = (ByteArray) Objects.requireNonNull(read.get("data"));
    assertThat(array.shape()).containsExactly(2L, 3L);
    assertThat(array.type()).isEqualTo("u1");
    assertThat(array.bytes().get(5)).isEqualTo((byte) 5);
    assertThat(read.get("x")).isEqualTo(1.5);
  }

  @Test
  void aCallOfAnythingElseIsNamedAndNotMade() {
    var attack = "cos\nsystem\n(S'touch executed'\ntR.".getBytes(StandardCharsets.UTF_8);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(attack))
        .withMessageContaining("os.system")
        .withMessageContaining("nothing was executed");
    for (var name : List.of("builtins\neval", "torch._utils\n_rebuild_tensor_v2")) {
      var bytes = ("c" + name + "\n.").getBytes(StandardCharsets.UTF_8);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> read(bytes))
          .withMessageContaining(name.replace('\n', '.'));
    }
  }

  @Test
  void aFileThatEndsEarlyIsNamed() {
    assertThatThrownBy(() -> read(new byte[] {(byte) 0x80, 2, '}'}))
        .isInstanceOf(EOFException.class)
        .hasMessageContaining("test.pickle is truncated");
    // Half a megabyte announced, four bytes there.
    assertThatThrownBy(() -> read(new byte[] {'B', 0, 0, 8, 0, 1, 2, 3, 4}))
        .isInstanceOf(EOFException.class);
  }

  @Test
  void whatIsNoPickleIsRefused() {
    for (var bytes : List.of("hello", "a.", "u.", "R.", "0.", "Q.", "g99999999999\n.", "gx\n.")) {
      assertThatThrownBy(() -> read(bytes.getBytes(StandardCharsets.UTF_8)))
          .isInstanceOfAny(IllegalArgumentException.class, EOFException.class)
          .hasMessageContaining("test.pickle");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "]q:h:a.|changes a container that lies in another, or in itself",
        "]q:](h:e0Na.|changes a container that lies in another",
        "}q:Nh:s.|changes a container that lies in another, or in itself",
        "}]]aNs.|a key that is not text",
        "}(]tNs.|a key that is not text",
        "}}Ns.|a key that is not text"
      })
  void containersThatHoldThemselvesAreRefused(String code, String message) {
    // ':' is the memo's place 0.
    var bytes = code.replace(':', '\0').getBytes(StandardCharsets.ISO_8859_1);
    refused(bytes, message);
  }

  @Test
  void aPickleWithinItsLimitsOnly() {
    refused(
        (")" + "\u0085".repeat(100) + ".").getBytes(StandardCharsets.ISO_8859_1), "deeper than 32");
    refused(
        ("I" + "9".repeat(2_000_000) + "\n.").getBytes(StandardCharsets.US_ASCII),
        "a line of more");
    refused(
        ("L" + "9".repeat(2_000) + "L\n.").getBytes(StandardCharsets.US_ASCII),
        "integer of 2000 digits");
    refused("F1e400\n.".getBytes(StandardCharsets.US_ASCII), "the number '1e400'");
    refused(new byte[] {(byte) 0x8B, 0, 0, 0x20, 0}, "an integer of 2097152 bytes");
    refused(new byte[] {'B', 0, 0, 0, 0x7F, 1}, "holds more than 1048576 bytes");
    refused("N".repeat(2_000_000).getBytes(StandardCharsets.US_ASCII), "more than 1048576 bytes");
    var few = new PickleLimits(1 << 20, 1_000, 32, 1_000, 60);
    refused("]0".repeat(5_000).getBytes(StandardCharsets.US_ASCII), few, "more than 1000 values");
    refused(
        ("N" + "\u0094".repeat(5_000)).getBytes(StandardCharsets.ISO_8859_1),
        few,
        "more than 1000 values");
    var text = "c_codecs\nencode\np0\n0V" + "x".repeat(1_000) + "\np1\n0";
    refused(
        (text + "g0\n(g1\ntR0".repeat(20) + "N.").getBytes(StandardCharsets.US_ASCII),
        new PickleLimits(10_000, 1_000, 32, 1_000, 60),
        "copies more than 10000 bytes");
    var noTime = new PickleLimits(1 << 20, 1_000_000, 32, 1_000, 0);
    refused(
        "N0".repeat(5_000).getBytes(StandardCharsets.US_ASCII), noTime, "longer than 0 seconds");
    // One instruction that puts a hundred items, of a few hundred in all.
    refused(
        ("}(" + "NN".repeat(100) + "u.").getBytes(StandardCharsets.US_ASCII),
        noTime,
        "longer than 0 seconds");
  }

  /** A map hashes a tuple and compares a text each time that it is put. */
  @Test
  void keysAreSmall() throws IOException {
    assertThat((Map<?, ?>) read("}(NNNNNNNNtNs.".getBytes(StandardCharsets.US_ASCII))).hasSize(1);
    for (var key : List.of("(NNNNNNNNNt", "V" + "x".repeat(5_000) + "\n", "B\0\0\0\0")) {
      refused(
          ("}" + key + "Ns.").getBytes(StandardCharsets.ISO_8859_1),
          "not text of at most 4096 characters, number, or tuple of at most 8");
    }
  }

  /**
   * Ten lists of the one before ten times: a billion when walked through, a hundred as they are.
   */
  @Test
  void valuesThatAreSharedStaySmall() throws IOException {
    var code = new StringBuilder(")");
    for (int level = 0; level < 9; level++) {
      code.append('q').append((char) level).append('(');
      for (int i = 0; i < 10; i++) {
        code.append('h').append((char) level);
      }
      code.append('t');
    }
    var read = read(code.append('.').toString().getBytes(StandardCharsets.ISO_8859_1));
    assertThat(Pickle.describe(read)).isEqualTo("a list of 10");
    var key = code.insert(code.length() - 1, "}h\bNs").toString();
    refused(key.getBytes(StandardCharsets.ISO_8859_1), "a key that is not text");
  }

  private static void refused(byte[] bytes, String message) {
    refused(bytes, PickleLimits.of(1 << 20), message);
  }

  private static void refused(byte[] bytes, PickleLimits limits, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Pickle.read("test.pickle", new ByteArrayInputStream(bytes), limits))
        .withMessageContaining("test.pickle")
        .withMessageContaining(message);
  }

  private static Object read(byte[] bytes) throws IOException {
    return Pickle.read("test.pickle", new ByteArrayInputStream(bytes), PickleLimits.of(1 << 20));
  }
}
