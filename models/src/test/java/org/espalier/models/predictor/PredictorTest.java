package org.espalier.models.predictor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.espalier.models.numbers.OptionIndex;
import org.junit.jupiter.api.Test;

final class PredictorTest {

  private static final OptionIndex INDEX = OptionIndex.of(3, 2, 4, 3);
  private static final PredictorSettings SETTINGS =
      new PredictorSettings(16, 0, 200, 16, 0.05, 0.9, 1e-5);

  private final List<int[]> encodings = new ArrayList<>();

  PredictorTest() {
    var random = new SplittableRandom(1);
    for (int i = 0; i < 200; i++) {
      encodings.add(
          new int[] {random.nextInt(3), random.nextInt(2), random.nextInt(4), random.nextInt(3)});
    }
  }

  /** Options add up, and two of them do more together. */
  private static double score(int[] encoding) {
    return 0.5
        + 0.02 * encoding[0]
        - 0.03 * encoding[1]
        + 0.01 * encoding[2] * encoding[2]
        + (encoding[0] == 2 && encoding[3] == 1 ? 0.05 : 0);
  }

  @Test
  void itPredictsArchitecturesThatItHasNotSeen() {
    var trained = trained(SETTINGS, 3, encodings.subList(0, 150));
    var unseen = encodings.subList(150, 200);
    double mean = unseen.stream().mapToDouble(PredictorTest::score).average().orElseThrow();
    double error = 0;
    double spread = 0;
    for (var encoding : unseen) {
      error += Math.abs(trained.score(encoding) - score(encoding));
      spread += Math.abs(mean - score(encoding));
    }
    assertThat(error).isLessThan(spread / 3);
  }

  @Test
  void theSameSeedGivesTheSameAndWhatIsKeptPredictsAlike() {
    var one = trained(SETTINGS, 3, encodings);
    assertThat(trained(SETTINGS, 3, encodings).values()).isEqualTo(one.values());
    assertThat(trained(SETTINGS, 4, encodings).values()).isNotEqualTo(one.values());
    var kept = new Predictor(INDEX, 16, one.values());
    assertThat(kept.score(encodings.get(0))).isEqualTo(one.score(encodings.get(0)));
  }

  @Test
  void droppedUnitsChangeTrainingAndNotPrediction() {
    var dropping = new PredictorSettings(16, 0.5, 20, 16, 0.05, 0.9, 0);
    var one = trained(dropping, 3, encodings);
    assertThat(one.values())
        .isNotEqualTo(
            trained(new PredictorSettings(16, 0, 20, 16, 0.05, 0.9, 0), 3, encodings).values());
    assertThat(one.score(encodings.get(1))).isEqualTo(one.score(encodings.get(1)));
  }

  @Test
  void equalScoresAreLearnedAsTheyAre() {
    var same = new double[encodings.size()];
    Arrays.fill(same, 0.25);
    var trained = Predictor.trained(INDEX, encodings, same, SETTINGS, new SplittableRandom(1));
    assertThat(trained.score(encodings.get(5))).isCloseTo(0.25, within(1e-3));
  }

  @Test
  void whatIsOutOfRangeIsNamed() {
    assertThatThrownBy(() -> new Predictor(INDEX, 16, new float[7]))
        .hasMessageContainingAll("12 options", "16", "7");
    assertThatThrownBy(() -> new PredictorSettings(0, 0, 1, 1, 1, 0, 0))
        .hasMessageContainingAll("hidden", "at least 1", "0");
    assertThatThrownBy(() -> new PredictorSettings(1, 1, 1, 1, 1, 0, 0))
        .hasMessageContainingAll("dropout", "[0, 1)", "1.0");
    assertThatThrownBy(() -> new PredictorSettings(1, 0, 1, 1, 0, 0, 0))
        .hasMessageContainingAll("learningRate", "above 0");
  }

  private static Predictor trained(PredictorSettings settings, long seed, List<int[]> encodings) {
    var scores = encodings.stream().mapToDouble(PredictorTest::score).toArray();
    return Predictor.trained(INDEX, encodings, scores, settings, new SplittableRandom(seed));
  }
}
