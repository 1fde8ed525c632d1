package org.espalier.models.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GeneratedImagesTest {

  private static final int TRAIN = 2_000;
  private static final int TEST = 1_000;

  private final ImageSet images = ImageSets.generated(TRAIN + TEST, 7);

  @Test
  void aLinearModelStaysFarBelowSixtyPercent() {
    var split = RandomSplit.random(images.size(), 1, TEST, TRAIN);
    var model = new SoftmaxRegression(images);
    model.train(split.get(1), 15);
    double trainAccuracy = model.accuracy(split.get(1));
    double testAccuracy = model.accuracy(split.get(0));
    assertThat(trainAccuracy).as("it does learn").isGreaterThan(0.3);
    assertThat(testAccuracy).isLessThan(0.6);
  }

  @Test
  void theSameSeedDrawsTheSameBytesAndAnotherSeedOthers() {
    var same = GeneratedImages.generate(50, 7);
    var other = GeneratedImages.generate(50, 8);
    var all = IntStream.range(0, 50).toArray();
    assertThat(same.batch(all).images()).isEqualTo(images.batch(all).images());
    assertThat(other.batch(all).images()).isNotEqualTo(images.batch(all).images());
  }

  @Test
  void everyClassIsAboutEquallyFrequent() {
    var counts = new Integer[images.classes()];
    Arrays.fill(counts, 0);
    for (int i = 0; i < images.size(); i++) {
      counts[images.label(i)]++;
    }
    // 300 expected; six standard deviations of a binomial are 99.
    assertThat(counts).hasSize(10).allSatisfy(count -> assertThat(count).isBetween(201, 399));
  }

  @Test
  void noTwoImagesAreAlike() {
    var distinct = new HashSet<Object>();
    IntStream.range(0, 500).forEach(i -> distinct.add(images.batch(new int[] {i}).images()));
    assertThat(distinct).hasSize(500);
  }

  @Test
  void theNormalizationIsCloseToWhatIsMeasured() {
    var pixels = images.batch(IntStream.range(0, TEST).toArray()).images();
    double sum = 0;
    double squares = 0;
    int count = pixels.remaining();
    while (pixels.hasRemaining()) {
      double value = (pixels.get() & 0xFF) / 255.0;
      sum += value;
      squares += value * value;
    }
    double mean = sum / count;
    double std = Math.sqrt(squares / count - mean * mean);
    assertThat(images.normalization().mean().get(0)).isBetween(mean - 0.03, mean + 0.03);
    assertThat(images.normalization().std().get(0)).isBetween(std - 0.03, std + 0.03);
  }
}
