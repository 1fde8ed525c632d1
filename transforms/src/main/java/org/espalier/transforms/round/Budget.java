package org.espalier.transforms.round;

import java.io.Serializable;
import java.util.Optional;
import org.espalier.models.numbers.Settings;
import org.espalier.models.numbers.Unlimited;
import org.espalier.schemas.SearchState;

/**
 * When a search ends. What is reached first ends it; infinity ({@code unlimited} in YAML) is no
 * limit.
 *
 * @param rounds rounds, at least 1
 * @param evaluations evaluations charged, at least 1; replays are not charged
 * @param simulatedSeconds seconds by the benchmark's clock, above 0; the evaluation that crosses
 *     the limit still counts, as in the protocol of NAS-Bench-201
 * @param failedTrials failed trials that are borne, at least 0; one more ends the search
 */
public record Budget(
    int rounds, long evaluations, @Unlimited double simulatedSeconds, long failedTrials)
    implements Serializable {

  /** Checks the limits. */
  public Budget {
    Settings.atLeast("rounds", rounds, 1);
    Settings.atLeast("evaluations", evaluations, 1);
    Settings.check(simulatedSeconds > 0, "simulatedSeconds", "above 0", simulatedSeconds);
    Settings.atLeast("failedTrials", failedTrials, 0);
  }

  /** Whether the search was ended by failures and not by success. */
  public boolean failed(SearchState state) {
    return state.getFailures() > failedTrials;
  }

  /** What ends the search after a state, by this budget; empty where it continues. */
  public Optional<String> reached(SearchState state) {
    return reached(
        state.getRound(), state.getEvaluations(), state.getSimulatedSeconds(), state.getFailures());
  }

  Optional<String> reached(int roundsDone, long charged, double seconds, long failures) {
    if (failures > failedTrials) {
      return Optional.of(failures + " trials failed, budget.failedTrials allows " + failedTrials);
    }
    if (charged >= evaluations) {
      return Optional.of(charged + " evaluations made");
    }
    if (seconds >= simulatedSeconds) {
      return Optional.of(Math.round(seconds) + " simulated seconds spent");
    }
    return roundsDone >= rounds ? Optional.of(rounds + " rounds made") : Optional.empty();
  }
}
