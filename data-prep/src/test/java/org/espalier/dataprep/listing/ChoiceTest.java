package org.espalier.dataprep.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.espalier.schemas.ListedClass;
import org.espalier.schemas.SourceImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ChoiceTest {

  private static final Fractions SEARCH = Fractions.parse("train=0.10,val=0.025", Rounding.FLOOR);

  @Test
  void theListOfKnownNamesIsWhatItWasEverywhere() {
    var text = new StringBuilder();
    for (int c = 0; c < 20; c++) {
      var wnid = String.format(Locale.ROOT, "n%08d", c);
      for (var image : choose(SEARCH, 0, wnid, 732 + c).getTaken()) {
        text.append(image.getSplit()).append('\t').append(wnid).append('/');
        text.append(image.getName()).append('\n');
      }
    }
    // Changed only with the version of the data sets: published lists depend on it.
    assertThat(Sha256.hex(text.toString().getBytes(StandardCharsets.UTF_8)))
        .isEqualTo("cb0bd1a0e4c4e8444ba7b1ee4b5d9ba45f4cd95101a02a01dacf1eae0707b7f6");
  }

  @Test
  void theOrderOfListingDoesNotMatter() {
    var images = images("n1", 200);
    var expected = new Choice(SEARCH, 7).of("n1", images);
    var shuffled = new ArrayList<>(images);
    Collections.shuffle(shuffled, new Random(1));
    assertThat(new Choice(SEARCH, 7).of("n1", shuffled)).isEqualTo(expected);
  }

  @Test
  void splitsShareNoImageAndHaveTheirCounts() {
    var taken = choose(SEARCH, 0, "n1", 1_300).getTaken();
    assertThat(taken).hasSize(130 + 32);
    assertThat(taken.stream().filter(image -> image.getSplit().equals("val"))).hasSize(32);
    assertThat(taken.stream().map(SourceImage::getName).distinct()).hasSize(162);
  }

  @Test
  void anotherSeedOrClassTakesOtherImages() {
    var names = names(choose(SEARCH, 0, "n1", 1_000));
    assertThat(names(choose(SEARCH, 1, "n1", 1_000))).isNotEqualTo(names);
    assertThat(names(choose(SEARCH, 0, "n2", 1_000))).isNotEqualTo(names);
  }

  @ParameterizedTest
  @CsvSource({"FLOOR,0.29,100,29", "FLOOR,0.10,19,1", "NEAREST,0.10,15,2", "CEILING,0.10,11,2"})
  void fractionsAreExactDecimals(Rounding rounding, String fraction, int images, int taken) {
    var choice = new Choice(Fractions.parse("part=" + fraction, rounding), 0);
    assertThat(choice.of("n1", images("n1", images)).getTaken()).hasSize(taken);
  }

  @Test
  void aClassThatIsTooSmallSaysWhatItLacks() {
    assertThat(choose(SEARCH, 0, "n1", 39).getLack())
        .isEqualTo("39 images, of which 0.025 makes none for val");
    var both = new Choice(Fractions.parse("a=0.5,b=0.5", Rounding.CEILING), 0);
    assertThat(both.of("n1", images("n1", 3)).getLack()).contains("rounded, need 4");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "train=0.9,val=0.2|sum to at most 1",
        "train=0|above 0",
        "train=x|above 0",
        "train|like train=0.10",
        "a=0.1,a=0.1|each name once",
        "../x=0.1|like train=0.10"
      })
  void fractionsThatCannotBeAreRefused(String text, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Fractions.parse(text, Rounding.FLOOR))
        .withMessageContaining(message);
  }

  @Test
  void unusableNamesAreSetAsideWithTheirReason() {
    var images = new ArrayList<>(images("n1", 40));
    images.add(image("n1", "line\nend.JPEG"));
    images.add(image("n1", "bad\uFFFD.JPEG"));
    images.add(images.get(3));
    var listed = new Choice(SEARCH, 0).of("n1", images);
    assertThat(listed.getImages()).isEqualTo(40);
    assertThat(listed.getRejected().stream().map(SourceImage::getReason))
        .anyMatch(reason -> reason.contains("control character"))
        .anyMatch(reason -> reason.contains("UTF-8"))
        .anyMatch(reason -> reason.contains("same name"))
        .hasSize(3);
  }

  @Test
  void namesAreInTheOrderOfTheirBytes() {
    var names = new ArrayList<>(List.of("\uFF5E", "\uD83D\uDE00", "a", "Z", "é", "ab", ""));
    names.sort(NameOrder.UTF_8);
    assertThat(names).containsExactly("", "Z", "a", "ab", "é", "\uFF5E", "\uD83D\uDE00");
  }

  private static ListedClass choose(Fractions fractions, long seed, String wnid, int images) {
    return new Choice(fractions, seed).of(wnid, images(wnid, images));
  }

  private static List<String> names(ListedClass listed) {
    return listed.getTaken().stream().map(SourceImage::getName).toList();
  }

  private static List<SourceImage> images(String wnid, int count) {
    return IntStream.range(0, count)
        .mapToObj(number -> image(wnid, wnid + "_" + number + ".JPEG"))
        .toList();
  }

  private static SourceImage image(String wnid, String name) {
    return InputRule.image(wnid, name, "/data/" + wnid + '/' + name, 0, 1);
  }
}
