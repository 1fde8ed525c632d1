package org.espalier.transforms.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PopulationTest {
  private static final Population<Integer> FIVE = new Population<>(List.of(3, 1, 4, 1, 5));

  @Test
  void aTournamentOfManyIsWonByTheBestAndOneOfOneByAnyone() {
    var random = new SplittableRandom(1);
    assertThat(FIVE.tournament(200, Integer::doubleValue, random)).isEqualTo(5);
    var winners =
        IntStream.range(0, 200)
            .mapToObj(i -> FIVE.tournament(1, Integer::doubleValue, random))
            .distinct();
    assertThat(winners).containsExactlyInAnyOrder(3, 1, 4, 5);
  }

  /** The best of two out of {0, 1}, drawn with replacement, is 1 in three of four cases. */
  @Test
  void drawsAreWithReplacement() {
    var two = new Population<>(List.of(0, 1));
    var random = new SplittableRandom(2);
    var share =
        IntStream.range(0, 4000)
            .map(i -> two.tournament(2, Integer::doubleValue, random))
            .average()
            .orElseThrow();
    assertThat(share).isCloseTo(0.75, within(0.03));
  }

  @Test
  void theOldestDieWhereAgeDecides() {
    assertThat(FIVE.youngest(2).members()).containsExactly(1, 5);
    assertThat(FIVE.youngest(9)).isEqualTo(FIVE);
  }

  @Test
  void theFittestStayInTheirOrderAndThoseThatAreKeptCount() {
    assertThat(FIVE.fittest(3, Integer::doubleValue, each -> false).members())
        .containsExactly(3, 4, 5);
    var people = new Population<>(List.of("old", "kept", "new", "best"));
    assertThat(
            people
                .fittest(
                    3,
                    each -> each.equals("best") ? 2 : each.equals("kept") ? -9 : 0,
                    each -> each.equals("kept"))
                .members())
        .containsExactly("old", "kept", "best");
    assertThat(people.fittest(1, each -> 0, each -> each.equals("kept")).members())
        .containsExactly("kept");
  }

  @Test
  void diversityIsTheMeanDistanceOfPairs() {
    assertThat(new Population<>(List.of(1, 2, 4)).diversity((a, b) -> Math.abs(a - b)))
        .isCloseTo(2, within(1e-12));
    assertThat(new Population<>(List.of(1)).diversity((a, b) -> 1)).isZero();
  }
}
