package org.espalier.transforms.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.espalier.transforms.benchmark.RankCorrelation.Pair;
import org.junit.jupiter.api.Test;

class RankCorrelationTest {

  @Test
  void theSameOrderIsOneAndTheOppositeMinusOne() {
    var same = List.of(new Pair(0.1, 0.91), new Pair(0.2, 0.92), new Pair(0.3, 0.99));
    var opposite = List.of(new Pair(0.3, 0.91), new Pair(0.2, 0.92), new Pair(0.1, 0.99));
    assertThat(RankCorrelation.of(same).kendall()).hasValue(1);
    assertThat(RankCorrelation.of(same).spearman()).hasValue(1);
    assertThat(RankCorrelation.of(opposite).kendall()).hasValue(-1);
    assertThat(RankCorrelation.of(opposite).spearman()).hasValue(-1);
  }

  /** One of six pairs is out of order: (5 − 1) / 6. */
  @Test
  void onePairOutOfOrderCostsTwoSixths() {
    var pairs =
        List.of(new Pair(0.1, 0.1), new Pair(0.2, 0.3), new Pair(0.3, 0.2), new Pair(0.4, 0.4));
    assertThat(RankCorrelation.of(pairs).kendall().orElseThrow()).isCloseTo(4 / 6.0, within(1e-12));
  }

  @Test
  void equalScoresOrderNothing() {
    var pairs = List.of(new Pair(0.1, 0.1), new Pair(0.1, 0.3), new Pair(0.1, 0.2));
    assertThat(RankCorrelation.of(pairs).kendall()).isEmpty();
    assertThat(RankCorrelation.of(List.of(new Pair(1, 1))).spearman()).isEmpty();
  }
}
