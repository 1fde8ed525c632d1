package org.espalier.transforms.method;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import org.espalier.transforms.method.SearchContext.Step;
import org.junit.jupiter.api.Test;

final class SearchContextTest {

  @Test
  void everyStepOfEveryRoundOfEverySeedDrawsNumbersOfItsOwn() {
    var drawn = new HashSet<Long>();
    for (var seed = 0; seed < 3; seed++) {
      for (var round = -1; round < 20; round++) {
        for (var step : Step.values()) {
          drawn.add(ToyRound.context(seed).random(step, round).nextLong());
        }
      }
    }
    assertThat(drawn).hasSize(3 * 21 * Step.values().length);
  }

  @Test
  void theSameStepOfTheSameRoundRepeatsItself() {
    var context = ToyRound.context(5);
    assertThat(context.random(Step.SAMPLE, 2).nextLong())
        .isEqualTo(ToyRound.context(5).random(Step.SAMPLE, 2).nextLong());
  }
}
