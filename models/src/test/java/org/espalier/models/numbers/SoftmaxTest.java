package org.espalier.models.numbers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class SoftmaxTest {

  private static final OptionIndex INDEX = OptionIndex.of(4, 2, 3, 5);
  private static final OptionMask MASK =
      OptionMask.where(INDEX, position -> position != 2 && position != 7);
  private static final double STEP = 1e-2;

  private static float[] logits() {
    var random = new SplittableRandom(3);
    var logits = new float[INDEX.size()];
    for (var i = 0; i < logits.length; i++) {
      logits[i] = (float) random.nextGaussian();
    }
    return logits;
  }

  private static double[] outputGradient() {
    return new SplittableRandom(4).doubles(INDEX.size(), -1, 1).toArray();
  }

  private static double product(Softmax softmax) {
    var sum = 0.0;
    for (var i = 0; i < softmax.values().length; i++) {
      sum += softmax.values()[i] * outputGradient()[i];
    }
    return sum;
  }

  private static float[] moved(int position, double by) {
    var logits = logits();
    logits[position] += (float) by;
    return logits;
  }

  private static Softmax gumbel(float[] logits, double temperature) {
    return Softmax.gumbel(logits, temperature, MASK, new SplittableRandom(11));
  }

  @Test
  void probabilitiesOfADecisionSumToOneAndMaskedOptionsHaveNone() {
    var values = Softmax.of(logits(), MASK).values();
    for (var decision = 0; decision < INDEX.decisions(); decision++) {
      var sum = 0.0;
      for (var i = INDEX.start(decision); i < INDEX.end(decision); i++) {
        sum += values[i];
      }
      assertThat(sum).isCloseTo(1, within(1e-12));
    }
    assertThat(values[2]).isZero();
    assertThat(values[7]).isZero();
  }

  @Test
  void theJacobianIsThatOfFiniteDifferences() {
    var gradient = Softmax.of(logits(), MASK).gradient(outputGradient(), 1);
    for (var i = 0; i < gradient.length; i++) {
      var slope =
          (product(Softmax.of(moved(i, STEP), MASK)) - product(Softmax.of(moved(i, -STEP), MASK)))
              / (2 * STEP);
      assertThat(gradient[i]).isCloseTo(slope, within(1e-4));
    }
  }

  @Test
  void theJacobianOfTheGumbelSoftmaxIsThatOfFiniteDifferencesAtTheSameNoise() {
    for (var temperature : new double[] {0.5, 1, 3}) {
      var gradient = gumbel(logits(), temperature).gradient(outputGradient(), temperature);
      for (var i = 0; i < gradient.length; i++) {
        var slope =
            (product(gumbel(moved(i, STEP), temperature))
                    - product(gumbel(moved(i, -STEP), temperature)))
                / (2 * STEP);
        assertThat(gradient[i]).isCloseTo(slope, within(5e-4));
      }
    }
  }

  @Test
  void theGradientOfALogProbabilityIsThatOfFiniteDifferences() {
    var options = new int[] {1, 0, 2, 3};
    var gradient = new double[INDEX.size()];
    Softmax.of(logits(), MASK).addLogGradient(options, -2, gradient);
    for (var i = 0; i < gradient.length; i++) {
      var slope =
          (logProbability(moved(i, STEP), options) - logProbability(moved(i, -STEP), options))
              / (2 * STEP);
      assertThat(gradient[i]).isCloseTo(-2 * slope, within(1e-4));
    }
  }

  private static double logProbability(float[] logits, int[] options) {
    var values = Softmax.of(logits, MASK).values();
    var sum = 0.0;
    for (var decision = 0; decision < options.length; decision++) {
      sum += Math.log(values[INDEX.at(decision, options[decision])]);
    }
    return sum;
  }

  @Test
  void optionsAreDrawnWithTheirProbabilityAndSoIsTheLargestGumbel() {
    // Ten thousand draws of each decision: six standard errors fail once in 2e7 runs.
    var draws = 10_000;
    var softmax = Softmax.of(logits(), MASK);
    var plain = new int[INDEX.size()];
    var hard = new int[INDEX.size()];
    var random = new SplittableRandom(5);
    for (var draw = 0; draw < draws; draw++) {
      var options = softmax.draw(random);
      var best = Softmax.gumbel(logits(), 2, MASK, random).best();
      for (var decision = 0; decision < INDEX.decisions(); decision++) {
        plain[INDEX.at(decision, options[decision])]++;
        hard[INDEX.at(decision, best[decision])]++;
      }
    }
    for (var i = 0; i < plain.length; i++) {
      var p = softmax.values()[i];
      var margin = within(6 * Math.sqrt(p * (1 - p) / draws) + 1e-9);
      assertThat((double) plain[i] / draws).isCloseTo(p, margin);
      assertThat((double) hard[i] / draws).isCloseTo(p, margin);
    }
  }

  @Test
  void theMarginIsTheDistanceOfTheTwoHighest() {
    var logits = new float[INDEX.size()];
    logits[0] = (float) Math.log(6);
    logits[1] = (float) Math.log(3);
    // 6 : 3 : 1, the masked third left out.
    assertThat(Softmax.of(logits, MASK).margin(0)).isCloseTo(3 / 10.0, within(1e-6));
    assertThat(Softmax.of(logits, MASK).margin(1)).isZero();
  }

  @Test
  void theEntropyOfEqualProbabilitiesIsTheLogarithmOfTheirNumber() {
    var mean = (Math.log(3) + Math.log(2) + Math.log(2) + Math.log(5)) / 4;
    assertThat(Softmax.of(new double[INDEX.size()], MASK).entropy()).isCloseTo(mean, within(1e-12));
    assertThat(Softmax.entropy(new double[] {1, 0}, 0, 2)).isZero();
  }
}
