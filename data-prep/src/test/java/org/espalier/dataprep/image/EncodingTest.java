package org.espalier.dataprep.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EncodingTest {

  @ParameterizedTest
  @CsvSource({
    "PNG, y.png, y.png",
    "PNG, y.PNG, y.PNG",
    "PNG, x.jpg, x.jpg.png",
    "PNG, x.jpg.png, x.jpg.png.png",
    "JPEG, n01_1.JPEG, n01_1.JPEG",
    "JPEG, y.png, y.png.jpg",
    "JPEG, y.png.jpg, y.png.jpg.jpg",
    "JPEG, sub/z.bmp, sub/z.bmp.jpg",
    "KEEP, y.png, y.png"
  })
  void namesTellWhatIsInTheFile(Encoding encoding, String source, String stored) {
    assertThat(encoding.fileName(source)).isEqualTo(stored);
  }

  @Test
  void noTwoSourcesShareAFile() {
    var endings = List.of(".jpg", ".JPG", ".jpeg", ".png", ".PNG", ".bmp");
    var sources = new ArrayList<>(List.of("x"));
    for (int round = 0; round < 4; round++) {
      for (var source : List.copyOf(sources)) {
        endings.forEach(ending -> sources.add(source + ending));
      }
    }
    sources.remove("x");
    var different = new HashSet<>(sources);
    for (var encoding : Encoding.values()) {
      assertThat(different.stream().map(encoding::fileName).distinct())
          .as(encoding.name())
          .hasSize(different.size());
    }
  }
}
