package org.espalier.dataprep.nb201;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** The results of one architecture for one number of epochs, means over the seeds. */
final class NatsResults {

  private static final double MOST_SECONDS = 1e9;

  private final Path file;
  private final Map<?, ?> results;
  private final Map<?, ?> seeds;

  NatsResults(Path file, Map<?, ?> state) {
    this.file = file;
    if (!(state.get("all_results") instanceof Map<?, ?> all
        && state.get("dataset_seed") instanceof Map<?, ?> bySet)) {
      throw new IllegalArgumentException(file + " lacks all_results or dataset_seed");
    }
    results = all;
    seeds = bySet;
  }

  /** Accuracy after the last epoch, as a fraction. */
  double accuracy(String dataSet, String part) {
    return maybe(dataSet, part).orElseThrow(() -> missing(dataSet, part));
  }

  Optional<Double> maybe(String dataSet, String part) {
    return mean(dataSet, trial -> lastAccuracy(trial, part))
        .map(percent -> fraction(dataSet, percent));
  }

  /** Training seconds over all epochs. */
  double seconds(String dataSet) {
    return maybeSeconds(dataSet).orElseThrow(() -> missing(dataSet, "training times"));
  }

  Optional<Double> maybeSeconds(String dataSet) {
    return mean(dataSet, NatsResults::trainSeconds).map(seconds -> seconds(dataSet, seconds));
  }

  int seeds(String dataSet) {
    return trials(dataSet).size();
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  private Optional<Double> mean(String dataSet, Function<Map<?, ?>, OptionalDouble> value) {
    var trials = trials(dataSet);
    double sum = 0;
    for (var trial : trials) {
      var one = value.apply(trial);
      if (one.isEmpty()) {
        return Optional.empty();
      }
      sum += one.getAsDouble();
    }
    return trials.isEmpty() ? Optional.empty() : Optional.of(sum / trials.size());
  }

  private List<Map<?, ?>> trials(String dataSet) {
    var trials = new ArrayList<Map<?, ?>>();
    if (seeds.get(dataSet) instanceof List<?> list) {
      for (var seed : list) {
        if (results.get(List.of(dataSet, seed)) instanceof Map<?, ?> trial) {
          trials.add(trial);
        }
      }
    }
    return trials;
  }

  private static OptionalDouble lastAccuracy(Map<?, ?> trial, String part) {
    if (trial.get("epochs") instanceof Long epochs
        && trial.get("eval_acc1es") instanceof Map<?, ?> accuracies
        && accuracies.get(part + '@' + (epochs - 1)) instanceof Number percent) {
      return OptionalDouble.of(percent.doubleValue());
    }
    return OptionalDouble.empty();
  }

  private static OptionalDouble trainSeconds(Map<?, ?> trial) {
    if (!(trial.get("train_times") instanceof Map<?, ?> times) || times.isEmpty()) {
      return OptionalDouble.empty();
    }
    double sum = 0;
    for (var time : times.values()) {
      sum += time instanceof Number seconds ? seconds.doubleValue() : Double.NaN;
    }
    return OptionalDouble.of(sum);
  }

  private double fraction(String dataSet, double percent) {
    if (!(percent >= 0 && percent <= 100)) {
      throw new IllegalArgumentException(
          "%s: an accuracy on %s must be a percentage in [0, 100], was %s"
              .formatted(file, dataSet, percent));
    }
    return percent / 100;
  }

  private double seconds(String dataSet, double seconds) {
    if (!(seconds > 0 && seconds <= MOST_SECONDS)) {
      throw new IllegalArgumentException(
          "%s: the training seconds on %s must be above 0 and at most 1e9, were %s"
              .formatted(file, dataSet, seconds));
    }
    return seconds;
  }

  private IllegalArgumentException missing(String dataSet, String what) {
    return new IllegalArgumentException("%s has no %s on %s".formatted(file, what, dataSet));
  }
}
