package org.espalier.runners.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PaceTest {

  private final Pace pace = new Pace();

  @Test
  void nothingIsKnownBeforeSomethingIsDone() {
    assertThat(left(0, 0, 10)).isEqualTo(-1);
    assertThat(left(5, 0, 10)).isEqualTo(-1);
  }

  @Test
  void theTimeLeftIsThatOfTheWorkLeftAtThePaceSoFar() {
    left(0, 0, 10);
    assertThat(left(10, 2, 8)).isEqualTo(40);
    assertThat(left(20, 5, 5)).isEqualTo(20);
  }

  @Test
  void betweenTwoReadingsThatDifferItCountsDownAndNeverUp() {
    left(0, 0, 10);
    left(10, 1, 9);
    var before = left(20, 2, 8);
    for (var second = 21; second < 60; second++) {
      var now = left(second, 2, 8);
      assertThat(now).isLessThanOrEqualTo(before);
      before = now;
    }
    // A round that takes longer than any before it does not use up the others.
    assertThat(before).isEqualTo(70);
  }

  @Test
  void whatIsCountedInAnotherUnitStartsAnew() {
    left(0, 0, 10);
    left(100, 10, 0);
    assertThat(seconds("trials", 100, 0, 50)).isEqualTo(-1);
    assertThat(seconds("trials", 101, 1, 49)).isEqualTo(49);
  }

  private long left(int second, long done, long left) {
    return seconds("steps", second, done, left);
  }

  private long seconds(String unit, int second, long done, long left) {
    return pace.secondsLeft(unit, done, left, TimeUnit.SECONDS.toNanos(second)).orElse(-1);
  }
}
