package org.espalier.transforms.method;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.espalier.schemas.Status;
import org.espalier.schemas.Task;
import org.espalier.schemas.Tensor;
import org.espalier.schemas.Trial;
import org.jspecify.annotations.Nullable;

/**
 * The replicas of a training round that succeeded, combined into one result. Sums are in double
 * precision and in the order of the trials, so the result is always bit-identical; the result of a
 * single replica is taken as it is.
 *
 * @param trials their trials, by index
 */
public record Replicas(List<Trial> trials) {

  /** Tensor of a training trial: the steps that touched each tensor of its weights, in order. */
  public static final String TOUCHED = "touched";

  /** Copies the list. */
  public Replicas {
    trials = List.copyOf(trials);
  }

  /** Those of a round's trials that trained to the end; one that diverged or failed is left out. */
  public static Replicas of(List<Trial> trials) {
    return new Replicas(
        trials.stream()
            .filter(trial -> trial.getTask() == Task.TRAIN && trial.getStatus() == Status.OK)
            .toList());
  }

  /** Whether none went well. */
  public boolean isEmpty() {
    return trials.isEmpty();
  }

  /** Their indices in the round. */
  public List<Integer> indices() {
    return trials.stream().map(Trial::getIndex).toList();
  }

  /**
   * Content name of their weights, combined tensor by tensor by the steps that touched each; null
   * where none went well.
   */
  public @Nullable String weights(TensorStore tensors) {
    if (trials.size() <= 1) {
      return trials.isEmpty() ? null : trials.get(0).getWeights();
    }
    var average = new WeightAverage();
    for (var trial : trials) {
      average.add(tensors.get(trial.getWeights()), touched(trial));
    }
    return tensors.put(average.result());
  }

  private static float[] touched(Trial trial) {
    return trial.getTensors().stream()
        .filter(tensor -> tensor.getName().equals(TOUCHED))
        .findFirst()
        .map(FloatTensors::values)
        .orElseThrow(
            () -> new IllegalStateException("trial " + trial.getId() + " counts no touched steps"));
  }

  /**
   * What they learned beside the weights, averaged tensor by tensor; empty where none went well.
   */
  public List<Tensor> learned() {
    if (trials.size() <= 1) {
      return trials.isEmpty() ? List.of() : learned(trials.get(0));
    }
    var average = new WeightAverage();
    for (var trial : trials) {
      var tensors = learned(trial);
      var equal = new float[tensors.size()];
      Arrays.fill(equal, 1);
      average.add(tensors, equal);
    }
    return average.result();
  }

  private static List<Tensor> learned(Trial trial) {
    var learned = new ArrayList<>(trial.getTensors());
    learned.removeIf(tensor -> tensor.getName().equals(TOUCHED));
    return learned;
  }
}
