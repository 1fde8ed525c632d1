package org.espalier.dataprep.pickle;

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
    // Two gigabytes announced, four bytes there.
    assertThatThrownBy(() -> read(new byte[] {'B', 0, 0, 0, 0x30, 1, 2, 3, 4}))
        .isInstanceOf(EOFException.class);
  }

  @Test
  void whatIsNoPickleIsRefused() {
    for (var bytes : List.of("hello", "a.", "u.", "R.", "0.", "Q.")) {
      assertThatThrownBy(() -> read(bytes.getBytes(StandardCharsets.UTF_8)))
          .isInstanceOfAny(IllegalArgumentException.class, EOFException.class)
          .hasMessageContaining("test.pickle");
    }
  }

  private static Object read(byte[] bytes) throws IOException {
    return Pickle.read("test.pickle", new ByteArrayInputStream(bytes));
  }
}
