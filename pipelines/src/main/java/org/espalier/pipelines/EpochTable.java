package org.espalier.pipelines;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.espalier.models.network.RateSchedule;
import org.espalier.schemas.Epoch;
import org.espalier.schemas.SearchState;
import org.espalier.schemas.Status;
import org.espalier.schemas.Task;
import org.espalier.schemas.Trial;
import org.espalier.transforms.evaluate.NetworkEvaluator;
import org.espalier.transforms.storage.RunFiles;
import org.espalier.transforms.tables.Table;

/**
 * The table of epochs of a training from scratch, built from its committed trials, so that
 * interruptions do not change it.
 */
public final class EpochTable {

  private final RunFiles files;
  private final NetworkEvaluator evaluator;
  private final RateSchedule schedule;
  private final List<Trial> trials = new ArrayList<>();
  private int rounds;
  private List<Epoch> rows = List.of();

  /**
   * The table of a run.
   *
   * @param evaluator how it trains
   */
  public EpochTable(RunFiles files, NetworkEvaluator evaluator) {
    this.files = files;
    this.evaluator = evaluator;
    this.schedule = evaluator.training().schedule(evaluator.stepsPerEpoch());
  }

  /** Takes in the rounds committed since the last call, and writes the table if a row changed. */
  public void update(SearchState committed) {
    for (; rounds < committed.getRound(); rounds++) {
      trials.addAll(files.readTrials(rounds));
    }
    var now = rows(trials);
    if (!now.equals(rows)) {
      rows = now;
      try {
        Table.of(Epoch.class).write(files.epochs(), now);
      } catch (IOException failure) {
        throw new UncheckedIOException("cannot write " + files.epochs(), failure);
      }
    }
  }

  /** The epochs whose steps are all taken, in order. */
  public List<Epoch> rows() {
    return rows;
  }

  /** The trials that were taken in last. */
  public Optional<Trial> last() {
    return trials.isEmpty() ? Optional.empty() : Optional.of(trials.get(trials.size() - 1));
  }

  /////////////////////////////////////////////////////////////////////////////

  private List<Epoch> rows(List<Trial> all) {
    var byEpoch = new TreeMap<Integer, List<Trial>>();
    for (var trial : all) {
      if (trial.getStatus() == Status.OK) {
        var epoch = trial.getMetrics().get(0).getEpochs();
        byEpoch.computeIfAbsent(epoch, number -> new ArrayList<>()).add(trial);
      }
    }
    var complete = new ArrayList<Epoch>();
    byEpoch.forEach((epoch, of) -> row(epoch, of).ifPresent(complete::add));
    return List.copyOf(complete);
  }

  private Optional<Epoch> row(int epoch, List<Trial> of) {
    var trained = of.stream().filter(trial -> trial.getTask() == Task.TRAIN).toList();
    var perRound = new TreeMap<Integer, Integer>();
    trained.forEach(trial -> perRound.merge(trial.getRound(), trial.getSteps(), Math::max));
    var perEpoch = evaluator.stepsPerEpoch();
    if (perRound.values().stream().mapToInt(Integer::intValue).sum() < perEpoch) {
      return Optional.empty();
    }
    var seconds = new TreeMap<Integer, Double>();
    of.forEach(trial -> seconds.merge(trial.getRound(), trial.getWallSeconds(), Math::max));
    var validated = of.stream().filter(trial -> trial.getTask() == Task.SCORE).findFirst();
    return Optional.of(
        Epoch.newBuilder()
            .setRun(of.get(0).getRun())
            .setEpoch(epoch)
            .setSteps((long) epoch * perEpoch)
            .setImages(trained.stream().mapToLong(Trial::getImages).sum())
            .setTrainLoss(mean(trained, "loss"))
            .setTrainTop1(mean(trained, "accuracy"))
            .setTrainTop5(mean(trained, "accuracy_top5"))
            .setValLoss(validated.map(trial -> value(trial, "loss")).orElse(null))
            .setValTop1(validated.map(trial -> value(trial, "accuracy")).orElse(null))
            .setValTop5(validated.map(trial -> value(trial, "accuracy_top5")).orElse(null))
            .setLearningRate(schedule.rate((long) epoch * perEpoch - 1))
            .setDropPath(evaluator.training().dropPath(epoch - 1))
            .setWallSeconds(seconds.values().stream().mapToDouble(Double::doubleValue).sum())
            .build());
  }

  private static double mean(List<Trial> trials, String metric) {
    double sum = 0;
    long images = 0;
    for (var trial : trials) {
      sum += value(trial, metric) * trial.getImages();
      images += trial.getImages();
    }
    return sum / images;
  }

  /** A metric of a trial that has it. */
  public static double value(Trial trial, String metric) {
    return trial.getMetrics().stream()
        .filter(each -> each.getName().equals(metric))
        .findFirst()
        .orElseThrow(
            () -> new IllegalStateException("trial " + trial.getId() + " has no " + metric))
        .getValue();
  }
}
