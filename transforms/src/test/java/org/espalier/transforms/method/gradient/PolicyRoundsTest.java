package org.espalier.transforms.method.gradient;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.espalier.schemas.Gauge;
import org.espalier.transforms.evaluate.SizeEvaluator;
import org.espalier.transforms.round.Budget;
import org.espalier.transforms.round.Constraints;
import org.espalier.transforms.round.Experiment;
import org.espalier.transforms.round.Round;
import org.espalier.transforms.storage.MemoryTensorStore;
import org.junit.jupiter.api.Test;

class PolicyRoundsTest {

  @Test
  void aRoundIsAnEpochUnlessItDerives() {
    var policy = new PolicySettings(8, 0.02, 0, 5, 0, 0.9, 2);
    var method = new Cnas(List.of("fixed"), 2, 1, 1, 1, policy, 1, 2);
    var experiment =
        new Experiment(
            "test",
            7,
            "nb201",
            "cifar10",
            method,
            new SizeEvaluator(),
            new Budget(400, 400, Double.POSITIVE_INFINITY, 0),
            new Constraints(false, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY),
            null);
    var epochs = new ArrayList<Double>();
    try (var round = Round.open(experiment, new MemoryTensorStore())) {
      var state = round.start();
      while (!Round.isOver(state)) {
        var trials = round.sample(state).stream().map(round::trainAndScore).toList();
        var completed = round.mutate(state, round.select(state, trials));
        state = completed.next();
        completed.summary().getGauges().stream()
            .filter(gauge -> gauge.getName().equals("epochs"))
            .map(Gauge::getValue)
            .forEach(epochs::add);
      }
    }
    assertThat(epochs).containsExactly(1.0, 2.0, 2.0, 3.0, 4.0, 4.0);
  }
}
