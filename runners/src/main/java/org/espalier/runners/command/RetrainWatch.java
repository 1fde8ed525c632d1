package org.espalier.runners.command;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.OptionalDouble;
import org.espalier.pipelines.EpochTable;
import org.espalier.pipelines.Retrain;
import org.espalier.pipelines.RunClock;
import org.espalier.runners.console.EpochProgress;
import org.espalier.runners.console.Interruption;
import org.espalier.runners.console.Notice;
import org.espalier.runners.console.Ticker;
import org.espalier.schemas.Epoch;
import org.espalier.schemas.SearchState;
import org.espalier.schemas.Status;
import org.espalier.schemas.Task;
import org.espalier.schemas.Trial;
import org.jspecify.annotations.Nullable;

/**
 * Watches a training from scratch from outside: commits as they come, and between them the steps
 * that its workers have noted, wherever they run.
 */
final class RetrainWatch implements Retrain.Listener, AutoCloseable {

  private static final Duration PERIOD = Duration.ofMillis(500);

  private final Retrain retrain;
  private final RunClock time;
  private final int stepsPerEpoch;
  private final EpochProgress progress = EpochProgress.onStandardError();
  private final Ticker ticker;
  private long mostSteps;
  private volatile @Nullable SearchState state;
  private volatile @Nullable Trial trained;
  private volatile OptionalDouble validation = OptionalDouble.empty();

  /**
   * Watches until it is closed.
   *
   * @param time what notes how long the training takes
   */
  RetrainWatch(Retrain retrain, RunClock time) {
    this.retrain = retrain;
    this.time = time;
    this.stepsPerEpoch = retrain.config().evaluator().stepsPerEpoch();
    Interruption.advise(this::advice);
    this.ticker = Ticker.every(PERIOD, "retrain-watch", this::look);
  }

  @Override
  public void committed(SearchState committed, EpochTable epochs) {
    epochs
        .last()
        .filter(trial -> trial.getTask() == Task.TRAIN && trial.getStatus() == Status.OK)
        .ifPresent(last -> trained = last);
    for (Epoch epoch : epochs.rows()) {
      var top1 = epoch.getValTop1();
      validation = top1 == null ? validation : OptionalDouble.of(top1);
    }
    state = committed;
    time.tick();
    show(committed.getSteps());
  }

  @Override
  public void wentBack(String notice) {
    Notice.print(notice);
  }

  private void look() {
    var known = state;
    if (known == null || known.getFinished() != null) {
      return;
    }
    try {
      var taken = retrain.files().stepsTaken(known.getRound());
      var replicas = retrain.config().evaluator().training().replicaCount();
      var steps = taken.stream().mapToLong(Integer::longValue).sum() / replicas;
      show(known.getSteps() + steps);
    } catch (UncheckedIOException unreadable) {
      // The pipeline says what is wrong; a display must not end it.
    }
  }

  /** Never fewer than were shown before: a look may come later than the commit after it. */
  private synchronized void show(long taken) {
    mostSteps = Math.max(mostSteps, taken);
    var steps = mostSteps;
    var recipe = retrain.config().evaluator().training();
    long imagesPerStep = (long) recipe.batchSize() * recipe.replicaCount();
    var last = trained;
    progress.update(
        new EpochProgress.Reading(
            (int) Math.min(steps / stepsPerEpoch + 1, recipe.epochs()),
            recipe.epochs(),
            steps * imagesPerStep,
            (long) recipe.epochs() * stepsPerEpoch * imagesPerStep,
            last == null ? null : EpochTable.value(last, "loss"),
            last == null ? null : EpochTable.value(last, "accuracy"),
            validation));
  }

  private String advice() {
    time.note();
    var known = state;
    return known == null || known.getRound() == 0
        ? "before the first round was complete; repeat the command to start again"
        : "after step " + known.getSteps() + "; repeat the command to resume";
  }

  @Override
  public void close() {
    Interruption.advise(() -> "");
    ticker.close();
    progress.close();
  }
}
