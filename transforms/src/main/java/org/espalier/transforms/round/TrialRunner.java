package org.espalier.transforms.round;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.espalier.models.layer.CountingRule;
import org.espalier.schemas.Candidate;
import org.espalier.schemas.Screening;
import org.espalier.schemas.Status;
import org.espalier.schemas.Task;
import org.espalier.schemas.Trial;
import org.espalier.transforms.evaluate.Measurement;
import org.espalier.transforms.evaluate.Scorer;
import org.espalier.transforms.files.DamagedFileException;
import org.espalier.transforms.files.ProcessName;
import org.espalier.transforms.method.SearchContext;

/**
 * Candidates become trials: an evaluation is tried twice, and whatever the candidate does is a row.
 * A file that cannot be read or written, a full disk above all, is not the candidate's doing: it is
 * thrown, nothing is recorded, and the round can be repeated.
 */
final class TrialRunner {

  private static final int ATTEMPTS = 2;
  private static final String WORKER = ProcessName.get();
  private static final Map<Screening, Status> DECIDED =
      Map.of(
          Screening.REPLAY, Status.REPLAYED,
          Screening.INVALID, Status.INVALID,
          Screening.OVER_CONSTRAINT, Status.OVER_CONSTRAINT);

  private final Experiment experiment;
  private final Costs costs;
  private final Scorer scorer;
  private final SearchContext context;

  TrialRunner(Experiment experiment, Costs costs, Scorer scorer, SearchContext context) {
    this.experiment = experiment;
    this.costs = costs;
    this.scorer = scorer;
    this.context = context;
  }

  Trial trial(Candidate candidate) {
    var startedAt = System.currentTimeMillis();
    var started = System.nanoTime();
    var trial = row(candidate).setStartedAt(startedAt);
    var decided = DECIDED.get(candidate.getScreening());
    if (decided == null) {
      evaluate(candidate, trial);
      trial.setWallSeconds((System.nanoTime() - started) / 1e9);
    } else {
      trial.setStatus(decided).setMessage(candidate.getScreeningDetail());
    }
    // Not the clock of the host, which may be set back meanwhile.
    var milliseconds = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started);
    return trial.setEndedAt(startedAt + milliseconds).build();
  }

  private void evaluate(Candidate candidate, Trial.Builder trial) {
    for (var attempt = 1; ; attempt++) {
      trial.setAttempt(attempt);
      try {
        var measurement = scorer.measure(candidate, context);
        record(trial, measurement, candidate.getTask());
        return;
      } catch (DamagedFileException damaged) {
        // What is wrong with a stored file says nothing about the candidate either.
        throw damaged;
      } catch (RuntimeException failure) {
        if (Thread.currentThread().isInterrupted()) {
          // The runner is taking the worker down: this says nothing about the candidate.
          throw failure;
        }
        if (attempt == ATTEMPTS && isOfAFile(failure)) {
          throw failure;
        }
        if (attempt == ATTEMPTS) {
          trial.setStatus(Status.FAILED).setMessage(String.valueOf(failure));
          return;
        }
      }
    }
  }

  private static boolean isOfAFile(Throwable failure) {
    return failure instanceof IOException
        || (failure.getCause() != null && isOfAFile(failure.getCause()));
  }

  private static void record(Trial.Builder trial, Measurement measurement, Task task) {
    trial
        .setMetrics(measurement.metrics())
        .setSimulatedSeconds(measurement.simulatedSeconds())
        .setSteps(measurement.steps())
        .setImages(measurement.images())
        .setTensors(measurement.tensors())
        .setWeights(measurement.weights().orElse(null))
        .setDevice(measurement.device());
    var score = measurement.score();
    var finite = score.isEmpty() ? task == Task.TRAIN : Double.isFinite(score.getAsDouble());
    if (measurement.divergence().isPresent() || !finite) {
      // Weights that left the finite range must not be inherited.
      trial
          .setStatus(Status.DIVERGED)
          .setWeights(null)
          .setMessage(measurement.divergence().orElse("the score is not a finite number"));
    } else {
      trial.setStatus(Status.OK).setScore(score.isPresent() ? score.getAsDouble() : null);
    }
  }

  private Trial.Builder row(Candidate candidate) {
    var trial =
        Trial.newBuilder()
            .setRun(experiment.run())
            .setMethod(experiment.method().name())
            .setSpace(experiment.space())
            .setDataSet(candidate.getDataSet())
            .setRound(candidate.getRound())
            .setIndex(candidate.getIndex())
            .setId(candidate.getId())
            .setTask(candidate.getTask())
            .setParent(candidate.getParent())
            .setSubspace(candidate.getSubspace())
            .setGenotype(candidate.getGenotype())
            .setCanonical(candidate.getCanonical())
            .setSeed(candidate.getSeed())
            .setCharged(candidate.getCharged())
            .setWorker(WORKER);
    if (candidate.getGenotype() != null && candidate.getScreening() != Screening.INVALID) {
      var cost = costs.of(candidate.getGenotype(), CountingRule.CONV_FC);
      trial
          .setParameters(cost.parameters())
          .setMadds(cost.madds())
          .setCountingRule(cost.rule().label());
    }
    return trial;
  }
}
