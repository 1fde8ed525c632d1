package org.espalier.models.numbers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import org.junit.jupiter.api.Test;

final class SeedsTest {

  @Test
  void seedsAreThoseOfEveryVersionBefore() {
    // Runs begun by an earlier version are resumed: these numbers may never change.
    assertThat(Seeds.derive(0)).isEqualTo(-2152535657050944081L);
    assertThat(Seeds.derive(7, 3, 1)).isEqualTo(-1598281906660740805L);
    assertThat(Seeds.derive(-1, -2)).isEqualTo(4679720378826689067L);
    assertThat(Seeds.random(7, 3, 1).nextLong()).isEqualTo(-8478735293952871800L);
    assertThat(Seeds.named(7, "stem.kernel").nextLong()).isEqualTo(6359686659205154237L);
  }

  @Test
  void neighbouringPathsGiveUnrelatedSeeds() {
    var seeds = new HashSet<Long>();
    for (var seed = 0; seed < 10; seed++) {
      for (var round = -5; round < 10; round++) {
        for (var index = -5; index < 10; index++) {
          seeds.add(Seeds.derive(seed, round, index));
        }
      }
    }
    assertThat(seeds).hasSize(10 * 15 * 15);
  }

  @Test
  void theOrderAndTheLengthOfAPathCount() {
    assertThat(Seeds.derive(7, 1, 2)).isNotEqualTo(Seeds.derive(7, 2, 1));
    assertThat(Seeds.derive(7, 1)).isNotEqualTo(Seeds.derive(7, 1, 0));
    assertThat(Seeds.derive(7)).isNotEqualTo(7);
  }

  @Test
  void aNameAndASeedGiveAGeneratorOfTheirOwn() {
    var first = Seeds.named(1, "a").nextLong();
    assertThat(Seeds.named(1, "a").nextLong()).isEqualTo(first);
    assertThat(Seeds.named(1, "b").nextLong()).isNotEqualTo(first);
    assertThat(Seeds.named(2, "a").nextLong()).isNotEqualTo(first);
  }
}
