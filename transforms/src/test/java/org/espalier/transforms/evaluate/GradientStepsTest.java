package org.espalier.transforms.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.espalier.models.numbers.AdamSettings;
import org.espalier.schemas.GradientState;
import org.espalier.schemas.SearchState;
import org.espalier.schemas.Status;
import org.espalier.schemas.Task;
import org.espalier.schemas.Trial;
import org.espalier.transforms.images.TrainingImages;
import org.espalier.transforms.method.gradient.Cnas;
import org.espalier.transforms.method.gradient.CostTerm;
import org.espalier.transforms.method.gradient.Darts;
import org.espalier.transforms.method.gradient.DrNas;
import org.espalier.transforms.method.gradient.Dsnas;
import org.espalier.transforms.method.gradient.Enas;
import org.espalier.transforms.method.gradient.GradientMethod;
import org.espalier.transforms.method.gradient.PathRewards;
import org.espalier.transforms.method.gradient.PcDarts;
import org.espalier.transforms.method.gradient.PolicySettings;
import org.espalier.transforms.method.gradient.Proxyless;
import org.espalier.transforms.method.gradient.Snas;
import org.espalier.transforms.method.gradient.Temperature;
import org.espalier.transforms.round.Budget;
import org.espalier.transforms.round.Constraints;
import org.espalier.transforms.round.Experiment;
import org.espalier.transforms.round.Round;
import org.espalier.transforms.storage.MemoryTensorStore;
import org.espalier.transforms.supernet.SupernetTraining;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Gradient methods with a supernet that is really trained, if only for a few steps. */
class GradientStepsTest {

  private static final AdamSettings ADAM = new AdamSettings(0.05, 0.5, 0.999, 0.001, 0);

  static Stream<GradientMethod> methods() {
    return Stream.of(
        drnas(),
        new Darts(2, false, true, ADAM),
        new Darts(1, true, true, ADAM),
        new PcDarts(2, 1, 2, true, ADAM),
        new Dsnas(2, 0, 1, 0.3, 0, 1, ADAM, true, 0),
        new Snas(2, new Temperature(1, 0.1), 0.1, ADAM, true),
        new Enas(2, 0, 8, 1, 0.01, 0.001, 0.9, 2),
        new Proxyless(2, 0, 2, "two", new CostTerm("add#absolute", 1e8, 0.1), null, ADAM),
        new Proxyless(1, 0, 1, "full", null, null, ADAM),
        new Proxyless(1, 0, 2, "reinforce", null, new PathRewards(3, 0.01), ADAM),
        new Cnas(
            List.of("random"), 2, 1, 1, 1, new PolicySettings(8, 0.01, 0, 5, 0, 0.9, 2), 1, 2));
  }

  private static GradientMethod drnas() {
    return new DrNas(List.of(1, 1), List.of(2, 1), List.of(5, 3), 0, ADAM, "l2", 0, true);
  }

  @ParameterizedTest
  @MethodSource("methods")
  void everyMethodTrainsLearnsAndIsScored(GradientMethod method) {
    var trials = new ArrayList<Trial>();
    var end = search(method, 2, trials);
    assertThat(trials).allMatch(trial -> trial.getStatus() == Status.OK, "went well");
    assertThat(trials.get(trials.size() - 1).getTask()).isEqualTo(Task.SCORE);
    assertThat(Objects.requireNonNull(end.getBest()).getScore()).isBetween(0.0, 1.0);
    assertThat(end.getMethodState()).isInstanceOf(GradientState.class);
    var first = trials.get(0).getTensors();
    var last = trials.stream().filter(trial -> trial.getTask() == Task.TRAIN).toList();
    assertThat(last.get(last.size() - 1).getTensors()).isNotEqualTo(first);
  }

  @Test
  void aStageBeginsWithTheWeightsOfTheOneBeforeWidenedAndPruned() {
    var trials = new ArrayList<Trial>();
    var end = search(drnas(), 4, trials);
    var part = (GradientState) end.getMethodState();
    assertThat(trials).allMatch(trial -> trial.getStatus() == Status.OK, "went well");
    assertThat(part.getForm().getPartial()).isEqualTo(1);
    assertThat(part.getForm().getAllowed().stream().filter(allowed -> allowed)).hasSize(18);
  }

  @Test
  void whatLearnsFromTrainingImagesNeedsNoBatchOfValidationImages() {
    var trials = new ArrayList<Trial>();
    search(new Dsnas(1, 0, 0, 0.3, 0, 1, ADAM, true, 0), 2, 8, trials);
    assertThat(trials).hasSize(3).allMatch(trial -> trial.getStatus() == Status.OK, "went well");
  }

  private static SearchState search(GradientMethod method, int stepsPerRound, List<Trial> trials) {
    return search(method, stepsPerRound, 64, trials);
  }

  private static SearchState search(
      GradientMethod method, int stepsPerRound, int val, List<Trial> trials) {
    var images = new TrainingImages("generated", 64, val, 32, 0, 2, true, 0, null, null);
    var training =
        new SupernetTraining(null, stepsPerRound, 1, 16, 0.05, 0, 0.9, false, 3e-4, 5, 0, null);
    var scored = Math.min(32, val);
    var evaluator =
        new SupernetEvaluator(new SupernetSize(4, 3), images, training, scored, false, 1);
    var experiment =
        new Experiment(
            "test",
            3,
            "nb201",
            "generated",
            method,
            evaluator,
            new Budget(1000, 1000, Double.POSITIVE_INFINITY, 0),
            new Constraints(false, Long.MAX_VALUE, Long.MAX_VALUE),
            null);
    try (var round = Round.open(experiment, new MemoryTensorStore())) {
      var state = round.start();
      while (!Round.isOver(state)) {
        var made = round.sample(state).stream().map(round::trainAndScore).toList();
        trials.addAll(made);
        state = round.mutate(state, round.select(state, made)).next();
      }
      return state;
    }
  }
}
