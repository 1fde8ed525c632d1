package org.espalier.transforms.round;

import static java.util.Comparator.naturalOrder;

import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Stream;
import org.espalier.schemas.Evidence;
import org.espalier.schemas.Gauge;
import org.espalier.schemas.Metric;
import org.espalier.schemas.RoundSummary;
import org.espalier.schemas.SearchState;
import org.espalier.schemas.Status;
import org.espalier.schemas.Trial;
import org.jspecify.annotations.Nullable;

/** Rounds in one row each. */
final class Summaries {

  private Summaries() {}

  static RoundSummary of(
      Experiment experiment, SearchState after, Evidence evidence, List<Gauge> gauges) {
    var trials = evidence.getTrials();
    var best = after.getBest();
    return RoundSummary.newBuilder()
        .setRun(experiment.run())
        .setMethod(experiment.method().name())
        .setRound(evidence.getRound())
        .setTask(trials.isEmpty() ? null : trials.get(0).getTask())
        .setCandidates(trials.size())
        .setEvaluated(Ledger.count(trials, Status.OK))
        .setReplayed(Ledger.count(trials, Status.REPLAYED))
        .setInvalid(Ledger.count(trials, Status.INVALID))
        .setOverConstraint(Ledger.count(trials, Status.OVER_CONSTRAINT))
        .setDiverged(Ledger.count(trials, Status.DIVERGED))
        .setFailed(Ledger.count(trials, Status.FAILED))
        .setOverBudget(Ledger.count(trials, Status.OVER_BUDGET))
        .setBestScore(best == null ? null : best.getScore())
        .setBestGenotype(best == null ? null : best.getGenotype().getText())
        .setMeanScore(mean(trials.stream().map(Trial::getScore).filter(Objects::nonNull).toList()))
        .setLoss(loss(trials))
        .setEvaluations(after.getEvaluations())
        .setSimulatedSeconds(after.getSimulatedSeconds())
        .setBudgetRounds(experiment.budget().rounds())
        .setBudgetEvaluations(experiment.budget().evaluations())
        .setBudgetSimulatedSeconds(experiment.budget().simulatedSeconds())
        .setGauges(gauges)
        .setWallSeconds(trials.stream().mapToDouble(Trial::getWallSeconds).max().orElse(0))
        .setStartedAt(times(trials, Trial::getStartedAt).min(naturalOrder()).orElse(null))
        .setEndedAt(times(trials, Trial::getEndedAt).max(naturalOrder()).orElse(null))
        .build();
  }

  private static @Nullable Double loss(List<Trial> trials) {
    return mean(
        trials.stream()
            .filter(trial -> trial.getStatus() != Status.REPLAYED)
            .flatMap(trial -> trial.getMetrics().stream())
            .filter(metric -> metric.getName().equals("loss") && metric.getSplit().equals("train"))
            .map(Metric::getValue)
            .toList());
  }

  private static Stream<Long> times(List<Trial> trials, Function<Trial, @Nullable Long> time) {
    return trials.stream().map(time).filter(Objects::nonNull);
  }

  private static @Nullable Double mean(List<Double> values) {
    OptionalDouble mean = values.stream().mapToDouble(Double::doubleValue).average();
    return mean.isPresent() ? mean.getAsDouble() : null;
  }
}
