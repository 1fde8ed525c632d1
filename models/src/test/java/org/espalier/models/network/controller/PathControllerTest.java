package org.espalier.models.network.controller;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.espalier.models.numbers.OptionIndex;
import org.espalier.models.numbers.OptionMask;
import org.junit.jupiter.api.Test;

/** Paths through decisions of 2, 3 and 4 options. */
final class PathControllerTest {
  private static final OptionIndex INDEX = OptionIndex.of(2, 3, 4);
  private static final ControllerRates RATES = new ControllerRates(0.01, 0, 0);

  private final SplittableRandom random = new SplittableRandom(5);
  private final PathController controller = PathController.of(new PathControllerShape(INDEX, 16));

  @Test
  void onlyOptionsThatAreThereAreProposed() {
    var mask = OptionMask.where(INDEX, at -> at != INDEX.at(2, 1));
    var parameters = controller.initial(random).parameters();
    var seen = new boolean[INDEX.size()];
    for (var path : controller.propose(parameters, mask, draws(500))) {
      for (int decision = 0; decision < path.length; decision++) {
        seen[INDEX.at(decision, path[decision])] = true;
      }
    }
    for (int at = 0; at < seen.length; at++) {
      assertThat(seen[at]).as("position " + at).isEqualTo(mask.has(at));
    }
  }

  @Test
  void whatPaysBecomesMoreLikely() {
    var mask = OptionMask.all(INDEX);
    var weights = controller.initial(random);
    var baseline = 0.0;
    for (int update = 0; update < 150; update++) {
      var path = controller.propose(weights.parameters(), mask, draws(1))[0];
      double reward = path[2] == 3 ? 1 : 0;
      var advantage = (float) (reward - baseline);
      baseline = 0.9 * baseline + 0.1 * reward;
      weights = controller.learn(weights, update, mask, path, advantage, RATES).weights();
    }
    int paying = 0;
    for (var path : controller.propose(weights.parameters(), mask, draws(1000))) {
      paying += path[2] == 3 ? 1 : 0;
    }
    assertThat(paying).as("of 1000, 250 before").isGreaterThan(500);
  }

  private float[][] draws(int paths) {
    var draws = new float[paths][3];
    for (var row : draws) {
      for (int i = 0; i < row.length; i++) {
        row[i] = random.nextFloat();
      }
    }
    return draws;
  }
}
