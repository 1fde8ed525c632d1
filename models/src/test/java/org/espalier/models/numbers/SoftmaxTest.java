package org.espalier.models.numbers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Softmax of two decisions with two and three options, of which the first of the three is gone. */
final class SoftmaxTest {

  private static final OptionIndex INDEX = OptionIndex.of(2, 3);
  private static final OptionMask MASK = OptionMask.where(INDEX, position -> position != 2);
  private static final double[] LOGITS = {0, Math.log(3), 50, -1, -1};

  private final Softmax softmax = Softmax.of(LOGITS, MASK);

  @Test
  void optionsThatExistShareAProbabilityOfOneByTheirLogits() {
    assertThat(softmax.values()).containsExactly(new double[] {0.25, 0.75, 0, 0.5, 0.5}, near());
    assertThat(softmax.floats()).containsExactly(0.25f, 0.75f, 0, 0.5f, 0.5f);
  }

  @Test
  void largeLogitsStayFinite() {
    var values = Softmax.of(new float[] {1000, 1000, 0, -1000, -999}, MASK).values();
    assertThat(values[0]).isEqualTo(0.5);
    assertThat(values[4]).isCloseTo(1 / (1 + Math.exp(-1)), near());
  }

  @Test
  void theGradientIsThatOfFiniteDifferences() {
    var outputGradient = new double[] {2, -1, 7, 0.5, 3};
    var gradient = softmax.gradient(outputGradient, 1);
    for (var i = 0; i < LOGITS.length; i++) {
      var moved = LOGITS.clone();
      moved[i] += 1e-6;
      var difference = 0.0;
      var after = Softmax.of(moved, MASK).values();
      for (var j = 0; j < after.length; j++) {
        difference += outputGradient[j] * (after[j] - softmax.values()[j]);
      }
      assertThat(gradient[i]).isCloseTo(difference / 1e-6, within(1e-5));
    }
  }

  @Test
  void aTemperatureDividesTheGradient() {
    var outputGradient = new double[] {2, -1, 7, 0.5, 3};
    assertThat(softmax.gradient(outputGradient, 4)[0])
        .isEqualTo(softmax.gradient(outputGradient, 1)[0] / 4)
        .isNotZero();
  }

  @Test
  void theLogGradientRaisesWhatWasChosenAndLowersTheRest() {
    var gradient = new double[] {1, 1, 1, 1, 1};
    softmax.addLogGradient(new int[] {0, 2}, 2, gradient);
    assertThat(gradient).containsExactly(new double[] {2.5, -0.5, 1, 0, 2}, near());
  }

  @Test
  void drawsFollowTheProbabilities() {
    var random = new SplittableRandom(1);
    var counts = new int[5];
    for (var draw = 0; draw < 10_000; draw++) {
      var options = softmax.draw(random);
      counts[INDEX.at(0, options[0])]++;
      counts[INDEX.at(1, options[1])]++;
    }
    // Six standard deviations of 10,000 draws with probability 1/2 are 300.
    assertThat(counts[1]).isBetween(7200, 7800);
    assertThat(counts[2]).isZero();
    assertThat(counts[3]).isBetween(4700, 5300);
  }

  @Test
  void theEndsOfTheRangeGiveTheFirstAndTheLastThatExist() {
    assertThat(softmax.draw(always(0))).containsExactly(0, 1);
    assertThat(softmax.draw(always(Math.nextDown(1.0)))).containsExactly(1, 2);
    var last = OptionMask.where(INDEX, position -> position != 4);
    assertThat(Softmax.of(new double[5], last).draw(always(Math.nextDown(1.0)))[1]).isEqualTo(1);
  }

  @Test
  void theBestIsTheMostProbableAndTheMarginItsLead() {
    assertThat(softmax.best()).containsExactly(1, 1);
    assertThat(softmax.margin(0)).isCloseTo(0.5, near());
    assertThat(softmax.margin(1)).isCloseTo(0, near());
  }

  @Test
  void theEntropyIsTheMeanOfTheDecisions() {
    var first = -0.25 * Math.log(0.25) - 0.75 * Math.log(0.75);
    assertThat(softmax.entropy()).isCloseTo((first + Math.log(2)) / 2, near());
    assertThat(Softmax.entropy(new double[] {9, 0.5, 0.5, 0, 9}, 1, 4))
        .isCloseTo(Math.log(2), near());
  }

  @Test
  void aGumbelDrawIsASoftmaxOfNoisyLogitsAndSharperWhenItIsCold() {
    var logits = new float[] {0, 1, 0, 0, 0};
    var warm = Softmax.gumbel(logits, 10, MASK, new SplittableRandom(3)).values();
    var cold = Softmax.gumbel(logits, 0.01, MASK, new SplittableRandom(3)).values();
    assertThat(warm[0] + warm[1]).isCloseTo(1, near());
    assertThat(warm[2]).isZero();
    assertThat(Math.max(warm[0], warm[1])).isBetween(0.5, 0.8);
    assertThat(Math.max(cold[0], cold[1])).isGreaterThan(0.999);
  }

  @Test
  void theLargestOfAGumbelDrawFallsByTheSoftmaxOfTheLogits() {
    var random = new SplittableRandom(5);
    var logits = new float[] {0, (float) Math.log(3), 0, 0, 0};
    var second = 0;
    for (var draw = 0; draw < 10_000; draw++) {
      second += Softmax.gumbel(logits, 1, MASK, random).best()[0];
    }
    assertThat(second).isBetween(7200, 7800);
  }

  private static RandomGenerator always(double value) {
    return new RandomGenerator() {
      @Override
      public long nextLong() {
        throw new UnsupportedOperationException("only doubles are drawn");
      }

      @Override
      public double nextDouble() {
        return value;
      }
    };
  }

  private static org.assertj.core.data.Offset<Double> near() {
    return within(1e-12);
  }
}
