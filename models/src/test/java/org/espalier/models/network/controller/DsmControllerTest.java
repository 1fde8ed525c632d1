package org.espalier.models.network.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.espalier.models.network.controller.DsmController.Subspaces;
import org.espalier.models.numbers.OptionIndex;
import org.espalier.models.program.HostArray;
import org.espalier.models.program.LoadOptions;
import org.espalier.models.program.LoadedProgram;
import org.espalier.models.program.Outputs;
import org.espalier.models.program.ProgramStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DsmControllerTest {

  private static final ControllerShape SMALL =
      new ControllerShape(3, 2, OptionIndex.of(5, 5, 5, 5), 8, 2);
  private static final ControllerRates RATES = new ControllerRates(0.01, 1e-4, 0.01);

  private final RandomGenerator random = new SplittableRandom(7);
  private final DsmController controller = DsmController.of(SMALL);

  @Test
  void gradientAgreesWithFiniteDifferences(@TempDir Path folder) {
    var weights = times(controller.initial(random), 5).parameters();
    var subspaces = subspaces();
    var program = ProgramStore.at(folder).export(new ControllerSource(SMALL));
    try (var loaded = LoadedProgram.load(program, LoadOptions.defaults())) {
      // From zero, without weight decay, Adam's first moment is a tenth of the gradient.
      var gradient = learn(loaded, weights, subspaces).get("first_moment").floats();
      var checked = 0;
      for (var i = 0; i < gradient.length; i += 5) {
        var difference = difference(loaded, weights, subspaces, i);
        assertThat(10.0 * gradient[i])
            .as("parameter %d", i)
            .isCloseTo(difference, within(0.02 + 0.03 * Math.abs(difference)));
        checked += Math.abs(difference) > 0.1 ? 1 : 0;
      }
      assertThat(checked).as("gradients that are not about zero").isGreaterThan(20);
    }
  }

  private static double difference(
      LoadedProgram loaded, float[] parameters, Subspaces subspaces, int index) {
    var step = 2e-3f;
    var up = parameters.clone();
    var down = parameters.clone();
    up[index] += step;
    down[index] -= step;
    var rise =
        learn(loaded, up, subspaces).get("loss").scalarFloat()
            - learn(loaded, down, subspaces).get("loss").scalarFloat();
    return rise / (up[index] - down[index]);
  }

  private static Outputs learn(LoadedProgram loaded, float[] parameters, Subspaces subspaces) {
    var zeros = new float[parameters.length];
    return loaded.run(
        "learn",
        Map.ofEntries(
            Map.entry("parameters", HostArray.vector(parameters)),
            Map.entry("first_moment", HostArray.vector(zeros)),
            Map.entry("second_moment", HostArray.vector(zeros)),
            Map.entry("updates", HostArray.scalar(0f)),
            Map.entry("nodes", HostArray.of(subspaces.nodes(), 3, SMALL.features())),
            Map.entry("order", HostArray.of(subspaces.order(), 3, 3)),
            Map.entry("choices", HostArray.of(new int[] {2, 0, 1, 3, 4, 0, 2, 2, 1, 0}, 2, 5)),
            Map.entry("advantages", HostArray.vector(20f, -13f)),
            Map.entry("learning_rate", HostArray.scalar(0.01f)),
            Map.entry("weight_decay", HostArray.scalar(0f)),
            Map.entry("entropy_weight", HostArray.scalar(3f))));
  }

  @Test
  void firstStepMovesEveryParameterByTheLearningRateAgainstItsGradient() {
    var before = controller.initial(random);
    var after =
        controller
            .learn(before, 0, subspaces(), new int[][] {{1, 0, 1, 2, 3}}, new float[] {5}, RATES)
            .weights();
    var start = before.parameters();
    var end = after.parameters();
    var first = after.firstMoment();
    var second = after.secondMoment();
    for (var i = 0; i < start.length; i++) {
      var slope = first[i] / 0.1f;
      var change = end[i] - start[i];
      if (Math.abs(slope) > 1e-5) {
        assertThat(change).isCloseTo(-0.01f * Math.signum(slope), within(2e-5f));
      }
      assertThat(second[i]).isCloseTo(slope * slope * 1e-3f, within(1e-4f));
    }
  }

  @Test
  void neverGivesAnOperationMoreThan45PercentOrLessThan7() {
    var weights = controller.initial(random);
    var extreme = times(weights, 100);
    var proposals = 4000;
    var choices = controller.propose(extreme, subspaces(), draws(proposals));
    for (var operation = 0; operation < 5; operation++) {
      var wanted = operation;
      var share =
          IntStream.range(0, proposals).filter(i -> choices[i][2] == wanted).count()
              / (double) proposals;
      // Six standard deviations of the estimate: fails once in 1e8 draws.
      assertThat(share).isBetween(0.0699 - 0.025, 0.4547 + 0.048);
    }
  }

  @Test
  void entropyOfTheUntrainedIsNearThatOfUniformChoices() {
    var uniform = Math.log(3) + 2 * (Math.log(4) + Math.log(5));
    var learned =
        controller.learn(
            controller.initial(random),
            0,
            subspaces(),
            new int[][] {{0, 0, 0, 0, 0}},
            new float[] {0},
            RATES);
    assertThat(learned.entropy()).isBetween(uniform - 0.1, uniform + 1e-4);
  }

  @Test
  void drawsCoverEveryOptionAndStayInRange() {
    var weights = controller.initial(random);
    var extremes = new float[][] {{0, 0, 0, 0, 0}, filled(Math.nextDown(1f))};
    var choices = controller.propose(weights, subspaces(), extremes);
    assertThat(choices[0]).containsExactly(0, 0, 0, 0, 0);
    assertThat(choices[1]).containsExactly(2, 3, 4, 3, 4);
  }

  @Test
  void learnsWhichOperationPays() {
    var weights = controller.initial(random);
    var subspaces = subspaces();
    var baseline = 0.0;
    for (var update = 0; update < 150; update++) {
      var choices = controller.propose(weights, subspaces, draws(4));
      var advantages = new float[4];
      for (var i = 0; i < 4; i++) {
        var reward = (choices[i][2] == 3 ? 1 : 0) + (choices[i][4] == 3 ? 1 : 0);
        baseline = 0.9 * baseline + 0.1 * reward;
        advantages[i] = (float) (reward - baseline);
      }
      weights = controller.learn(weights, update, subspaces, choices, advantages, RATES).weights();
    }
    var chosen = controller.propose(weights, subspaces, draws(1000));
    var share = IntStream.range(0, 1000).filter(i -> chosen[i][2] == 3).count() / 1000.0;
    assertThat(share).as("share of the operation that pays").isGreaterThan(0.35);
  }

  @Test
  void sameArgumentsGiveTheSameBitsHoweverOftenTheyAreRepeated() {
    var weights = times(controller.initial(new SplittableRandom(3)), 3);
    var draws = draws(16);
    var subspaces = subspaces();
    var advantages = new float[16];
    for (var i = 0; i < advantages.length; i++) {
      advantages[i] = i - 7.3f;
    }
    var choices = controller.propose(weights, subspaces, draws);
    var first = learned(weights, subspaces, choices, advantages);
    for (var i = 0; i < 200; i++) {
      assertThat(controller.propose(weights, subspaces, draws)).isDeepEqualTo(choices);
      assertThat(learned(weights, subspaces, choices, advantages)).containsExactly(first);
    }
  }

  private float[] learned(
      ControllerWeights weights, Subspaces subspaces, int[][] choices, float[] advantages) {
    var learned = controller.learn(weights, 3, subspaces, choices, advantages, RATES);
    return learned.weights().parameters();
  }

  @Test
  void anOptionThatTheChosenDecisionDoesNotHaveIsNeverProposed() {
    var index = OptionIndex.of(2, 3, 4);
    var ragged = DsmController.of(new ControllerShape(3, 2, index, 8, 2));
    var sight = new Subspaces(new float[3 * 10], new float[9]);
    var weights = times(ragged.initial(random), 20);
    var chosen = new HashSet<Integer>();
    for (var proposal : ragged.propose(weights, sight, draws(2000))) {
      for (var edit = 0; edit < 2; edit++) {
        int decision = proposal[1 + 2 * edit];
        int option = proposal[2 + 2 * edit];
        assertThat(option).isLessThan(index.options(decision));
        chosen.add(index.at(decision, option));
      }
    }
    assertThat(chosen).as("every option that there is").hasSize(9);
  }

  @Test
  void refusesASingleCentre() {
    assertThatThrownBy(() -> new ControllerShape(1, 4, OptionIndex.of(5, 5), 64, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("centres of a controller must be at least 2, was 1");
  }

  private static ControllerWeights times(ControllerWeights weights, float factor) {
    var parameters = weights.parameters().clone();
    for (var i = 0; i < parameters.length; i++) {
      parameters[i] *= factor;
    }
    return new ControllerWeights(parameters, weights.firstMoment(), weights.secondMoment());
  }

  private static Subspaces subspaces() {
    var nodes = new float[3 * SMALL.features()];
    var codes = new int[][] {{0, 1, 2, 3}, {4, 4, 0, 1}, {2, 2, 3, 0}};
    for (var i = 0; i < 3; i++) {
      for (var decision = 0; decision < 4; decision++) {
        nodes[i * SMALL.features() + decision * 5 + codes[i][decision]] = 1;
      }
      nodes[(i + 1) * SMALL.features() - 1] = 0.5f + i;
    }
    return new Subspaces(nodes, new float[] {0, 1, 1, 0, 0, 1, 0, 0, 0});
  }

  private static float[] filled(float value) {
    return new float[] {value, value, value, value, value};
  }

  private float[][] draws(int proposals) {
    var draws = new float[proposals][SMALL.choices()];
    for (var row : draws) {
      for (var i = 0; i < row.length; i++) {
        row[i] = random.nextFloat();
      }
    }
    return draws;
  }
}
