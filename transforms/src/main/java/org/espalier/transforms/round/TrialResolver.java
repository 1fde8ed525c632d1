package org.espalier.transforms.round;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.espalier.schemas.Metric;
import org.espalier.schemas.Scored;
import org.espalier.schemas.SearchState;
import org.espalier.schemas.Status;
import org.espalier.schemas.Task;
import org.espalier.schemas.Trial;
import org.jspecify.annotations.Nullable;

/**
 * The trials of a round, put in order and settled: replays get the score they repeat, and what was
 * evaluated after the simulated clock had run out stops counting. Both depend on the order of the
 * trials only, never on when they arrived.
 */
final class TrialResolver {

  private record Known(Status status, @Nullable Double score, List<Metric> metrics) {}

  private final Map<String, Known> known = new HashMap<>();
  private final double limit;
  private double seconds;

  TrialResolver(Experiment experiment, SearchState state) {
    this.limit = experiment.budget().simulatedSeconds();
    this.seconds = state.getSimulatedSeconds();
    for (var scored : state.getArchive()) {
      known.put(
          CandidateFilter.key(scored.getDataSet(), scored.getCanonical()),
          new Known(scored.getStatus(), scored.getScore(), scored.getMetrics()));
    }
  }

  List<Trial> settle(Collection<Trial> trials) {
    var settled = new ArrayList<Trial>(trials.size());
    trials.stream()
        .sorted(Comparator.comparingInt(Trial::getIndex))
        .map(trial -> trial.getStatus() == Status.REPLAYED ? replayed(trial) : charged(trial))
        .forEach(settled::add);
    return settled;
  }

  private Trial replayed(Trial trial) {
    var earlier =
        known.get(CandidateFilter.key(trial.getDataSet(), String.valueOf(trial.getCanonical())));
    if (earlier == null) {
      // That one diverged or failed, and was counted for it.
      return Trial.newBuilder(trial)
          .setMessage("repeats " + trial.getMessage() + ", which has no score")
          .build();
    }
    var replay = Trial.newBuilder(trial).setScore(earlier.score()).setMetrics(earlier.metrics());
    return earlier.status() == Status.OK
        ? replay.build()
        : replay.setStatus(earlier.status()).build();
  }

  private Trial charged(Trial trial) {
    if (trial.getTask() == Task.SCORE && trial.getCharged() && evaluated(trial)) {
      if (seconds >= limit) {
        return Trial.newBuilder(trial)
            .setStatus(Status.OVER_BUDGET)
            .setMessage("evaluated after " + Math.round(seconds) + " simulated seconds")
            .setScore(null)
            .build();
      }
      seconds += trial.getSimulatedSeconds();
    }
    if (trial.getCanonical() != null && trial.getStatus() == Status.OK) {
      known.putIfAbsent(
          CandidateFilter.key(trial.getDataSet(), trial.getCanonical()),
          new Known(trial.getStatus(), trial.getScore(), trial.getMetrics()));
    }
    return trial;
  }

  /** Whether an evaluation was made, whatever came of it. */
  static boolean evaluated(Trial trial) {
    return switch (trial.getStatus()) {
      case OK, DIVERGED, FAILED -> true;
      case REPLAYED, INVALID, OVER_CONSTRAINT, OVER_BUDGET -> false;
    };
  }

  /** What a later round needs in order to replay a trial. */
  static Scored scored(Trial trial) {
    return Scored.newBuilder()
        .setDataSet(trial.getDataSet())
        .setCanonical(String.valueOf(trial.getCanonical()))
        .setId(trial.getId())
        .setStatus(trial.getStatus())
        .setScore(trial.getScore())
        .setMetrics(trial.getMetrics())
        .build();
  }
}
