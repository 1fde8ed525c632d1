package org.espalier.models.network.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.espalier.models.numbers.OptionMask;
import org.espalier.models.space.CellNode;
import org.espalier.models.space.Decision;
import org.junit.jupiter.api.Test;

/** Two cells of one node each: a source of two or three nodes, then one of three operations. */
final class SequenceControllerTest {

  private static final List<String> OPERATIONS = List.of("none", "conv", "pool");
  private static final List<Decision> DECISIONS =
      List.of(
          source("a", 0, 2),
          operation("b", 0),
          source("c", 0, 3),
          operation("d", 0),
          source("e", 1, 2),
          operation("f", 1));
  private static final SequenceControllerShape SHAPE = SequenceControllerShape.of(DECISIONS, 6);
  private static final ControllerRates RATES = new ControllerRates(0.02, 0, 0);
  private static final int DECISION_D = 3;

  private final SplittableRandom random = new SplittableRandom(5);
  private final SequenceController controller = SequenceController.of(SHAPE);
  private final ControllerWeights weights = controller.initial(random);

  private static Decision source(String name, int cell, int nodes) {
    var options = List.of("0", "1", "2").subList(0, nodes);
    return new Decision(
        name, options, Optional.empty(), Optional.of(new CellNode(cell, nodes, true)));
  }

  private static Decision operation(String name, int cell) {
    return new Decision(
        name, OPERATIONS, Optional.empty(), Optional.of(new CellNode(cell, 2, false)));
  }

  /** The first so many operations, as stages of a curriculum allow them. */
  private static OptionMask stage(int operations) {
    return OptionMask.where(
        SHAPE.options(),
        at ->
            DECISIONS.get(SHAPE.options().decision(at)).choosesSource()
                || SHAPE.options().option(at) < operations);
  }

  @Test
  void probabilitiesSumToOneOverAllArchitecturesOfEveryStageAndAreZeroForTheOthers() {
    var all = architectures();
    for (var operations = 1; operations <= OPERATIONS.size(); operations++) {
      var mask = stage(operations);
      var logs = controller.logProbabilities(weights.parameters(), mask, all);
      var inside = 0.0;
      for (var i = 0; i < all.length; i++) {
        if (allows(mask, all[i])) {
          inside += Math.exp(logs[i]);
        } else {
          assertThat(Math.exp(logs[i])).isZero();
        }
      }
      assertThat(inside).as("%d operations", operations).isCloseTo(1, within(1e-5));
    }
  }

  @Test
  void onlyWhatAStageAllowsIsDrawnAndAllOfIt() {
    var mask = stage(2);
    var seen = new boolean[SHAPE.options().size()];
    for (var path : controller.propose(weights.parameters(), mask, draws(400))) {
      for (var decision = 0; decision < path.length; decision++) {
        seen[SHAPE.options().at(decision, path[decision])] = true;
      }
    }
    for (var at = 0; at < seen.length; at++) {
      assertThat(seen[at]).as("position %d", at).isEqualTo(mask.has(at));
    }
  }

  @Test
  void theGradientIsThatOfFiniteDifferences() {
    var mask = stage(3);
    var paths = new int[][] {{1, 2, 0, 1, 1, 0}, {0, 0, 2, 2, 1, 1}};
    var advantages = new float[] {1.5f, -0.5f};
    var step = learn(weights, mask, paths, advantages, 1e30);
    for (var i = 0; i < SHAPE.parameters(); i += 7) {
      // Adam's mean of the gradients is a tenth of the first one.
      var gradient = step.weights().firstMoment()[i] * 10;
      var slope =
          (loss(i, 0.01f, mask, paths, advantages) - loss(i, -0.01f, mask, paths, advantages))
              / 0.02;
      assertThat((double) gradient).as("parameter %d", i).isCloseTo(slope, within(2e-4));
    }
  }

  @Test
  void aGradientIsCutToItsLargestNorm() {
    var paths = new int[][] {{1, 2, 0, 1, 1, 0}};
    var free = learn(weights, stage(3), paths, new float[] {4}, 1e30).weights().firstMoment();
    var cut = learn(weights, stage(3), paths, new float[] {4}, 0.5).weights().firstMoment();
    assertThat(norm(free)).isGreaterThan(0.1);
    assertThat(norm(cut)).isCloseTo(0.05, within(1e-4));
  }

  @Test
  void whatPaysBecomesMoreLikely() {
    var learned = weights;
    var baseline = 0.0;
    for (var update = 0; update < 60; update++) {
      var paths = controller.propose(learned.parameters(), stage(3), draws(4));
      var advantages = new float[4];
      for (var i = 0; i < 4; i++) {
        var reward = paths[i][DECISION_D] == 2 ? 1 : 0;
        advantages[i] = (float) (reward - baseline);
        baseline = 0.9 * baseline + 0.1 * reward;
      }
      learned = controller.learn(learned, update, stage(3), paths, advantages, RATES, 5).weights();
    }
    var paying = 0;
    for (var path : controller.propose(learned.parameters(), stage(3), draws(1000))) {
      paying += path[DECISION_D] == 2 ? 1 : 0;
    }
    assertThat(paying).as("of 1000, 333 before").isGreaterThan(600);
  }

  private double loss(int at, float change, OptionMask mask, int[][] paths, float[] advantages) {
    var parameters = weights.parameters().clone();
    parameters[at] += change;
    var logs = controller.logProbabilities(parameters, mask, paths);
    var gain = 0.0;
    for (var i = 0; i < logs.length; i++) {
      gain += logs[i] * advantages[i] / logs.length;
    }
    return -gain;
  }

  private ControllerUpdate learn(
      ControllerWeights before, OptionMask mask, int[][] paths, float[] advantages, double clip) {
    return controller.learn(before, 0, mask, paths, advantages, RATES, clip);
  }

  private static double norm(float[] values) {
    var sum = 0.0;
    for (var value : values) {
      sum += (double) value * value;
    }
    return Math.sqrt(sum);
  }

  private static boolean allows(OptionMask mask, int[] path) {
    for (var decision = 0; decision < path.length; decision++) {
      if (!mask.has(decision, path[decision])) {
        return false;
      }
    }
    return true;
  }

  private static int[][] architectures() {
    var all = new ArrayList<int[]>(List.of(new int[DECISIONS.size()]));
    for (var decision = 0; decision < DECISIONS.size(); decision++) {
      for (var path : List.copyOf(all)) {
        for (var option = 1; option < DECISIONS.get(decision).options().size(); option++) {
          var other = path.clone();
          other[decision] = option;
          all.add(other);
        }
      }
    }
    return all.toArray(int[][]::new);
  }

  private float[][] draws(int paths) {
    var draws = new float[paths][DECISIONS.size()];
    for (var row : draws) {
      for (var i = 0; i < row.length; i++) {
        row[i] = random.nextFloat();
      }
    }
    return draws;
  }
}
