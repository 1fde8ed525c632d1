package org.espalier.models.numbers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class SeedsTest {

  @Test
  void seedsAreTheSameEverywhereAndForEver() {
    assertThat(Seeds.derive(0)).isEqualTo(-2152535657050944081L);
    assertThat(Seeds.derive(7, 3, 2)).isEqualTo(Seeds.derive(7, 3, 2));
    assertThat(Seeds.random(7, 3).nextLong()).isEqualTo(Seeds.random(7, 3).nextLong());
  }

  @Test
  void neighbouringPathsGiveDifferentSeeds() {
    var seeds = new HashSet<Long>();
    for (var seed = 0; seed < 20; seed++) {
      for (var round = -5; round < 20; round++) {
        for (var index = -5; index < 20; index++) {
          seeds.add(Seeds.derive(seed, round, index));
        }
      }
    }
    assertThat(seeds).hasSize(20 * 25 * 25);
  }

  @Test
  void theOrderOfAPathCounts() {
    assertThat(Seeds.derive(1, 2, 3)).isNotEqualTo(Seeds.derive(1, 3, 2));
    assertThat(Seeds.derive(1, 2)).isNotEqualTo(Seeds.derive(1, 2, 0));
  }
}
