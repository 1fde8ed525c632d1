package org.espalier.transforms.round;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.espalier.schemas.SearchState;
import org.espalier.transforms.method.ToyRound;
import org.junit.jupiter.api.Test;

final class BudgetTest {

  private static final double ANY = Double.POSITIVE_INFINITY;
  private final Budget budget = new Budget(10, 100, 1000, 2);

  @Test
  void aSearchGoesOnUntilALimitIsReached() {
    assertThat(budget.reached(9, 99, 999.9, 2)).isEmpty();
  }

  @Test
  void everyLimitEndsTheSearchWhenItIsReachedAndSaysSo() {
    assertThat(budget.reached(10, 99, 999, 0)).contains("10 rounds made");
    assertThat(budget.reached(9, 100, 999, 0)).contains("100 evaluations made");
    assertThat(budget.reached(9, 99, 1000, 0)).contains("1000 simulated seconds spent");
    assertThat(budget.reached(9, 99, 999, 3))
        .hasValueSatisfying(
            reason -> assertThat(reason).contains("3 trials failed", "failedTrials", "2"));
  }

  @Test
  void failuresAreSaidBeforeWhatElseIsReached() {
    assertThat(budget.reached(10, 100, 1000, 3))
        .hasValueSatisfying(reason -> assertThat(reason).contains("failed"));
  }

  @Test
  void noLimitOfTimeIsNeverReached() {
    assertThat(new Budget(10, 100, ANY, 0).reached(1, 1, 1e300, 0)).isEqualTo(Optional.empty());
  }

  @Test
  void aSearchHasFailedWithMoreFailuresThanAreBorne() {
    assertThat(budget.failed(failures(2))).isFalse();
    assertThat(budget.failed(failures(3))).isTrue();
  }

  @Test
  void limitsOutOfRangeAreNamedWithRangeAndValue() {
    assertThatThrownBy(() -> new Budget(0, 1, 1, 0))
        .hasMessageContainingAll("rounds", "at least 1", "0");
    assertThatThrownBy(() -> new Budget(1, 0, 1, 0))
        .hasMessageContainingAll("evaluations", "at least 1", "0");
    assertThatThrownBy(() -> new Budget(1, 1, 0, 0))
        .hasMessageContainingAll("simulatedSeconds", "above 0", "0.0");
    assertThatThrownBy(() -> new Budget(1, 1, 1, -1))
        .hasMessageContainingAll("failedTrials", "at least 0", "-1");
    assertThatThrownBy(() -> new Constraints(true, 0, 1))
        .hasMessageContainingAll("maxParameters", "above 0", "0.0");
    assertThatThrownBy(() -> new Constraints(true, 1, -1))
        .hasMessageContainingAll("maxMadds", "above 0", "-1.0");
  }

  private static SearchState failures(long count) {
    return SearchState.newBuilder(ToyRound.state(1, null)).setFailures(count).build();
  }
}
