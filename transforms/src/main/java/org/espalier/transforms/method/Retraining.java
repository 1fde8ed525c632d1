package org.espalier.transforms.method;

import java.util.List;
import java.util.Optional;
import org.espalier.models.numbers.Settings;

/**
 * Training one architecture from scratch, as the rounds of a search that has nothing to decide: the
 * steps of an epoch on one or more replicas, whose weights are averaged after each round, then one
 * validation.
 *
 * @param encoding option of each decision of the architecture
 * @param epochs epochs, at least 1
 * @param validates whether each epoch ends with a validation
 */
public record Retraining(List<Integer> encoding, int epochs, boolean validates)
    implements SearchMethod {

  /** Checks the range and copies the encoding. */
  public Retraining {
    encoding = List.copyOf(encoding);
    Settings.atLeast("epochs", epochs, 1);
  }

  @Override
  public String name() {
    return "retrain";
  }

  @Override
  public TrainingRounds withTraining(SharedTraining training) {
    return new RetrainingRounds(this, training);
  }

  /** None: there is nothing to look up. */
  @Override
  public Optional<RoundMethod> withoutTraining() {
    return Optional.empty();
  }
}
