package org.espalier.transforms.method.gradient;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.espalier.models.numbers.AdamSettings;
import org.espalier.models.space.SearchSpaces;
import org.espalier.schemas.Candidate;
import org.espalier.schemas.GradientState;
import org.espalier.schemas.SearchState;
import org.espalier.schemas.Task;
import org.espalier.transforms.method.FloatTensors;
import org.espalier.transforms.method.gradient.LearningEvaluator.Trouble;
import org.espalier.transforms.round.Budget;
import org.espalier.transforms.round.CompletedRound;
import org.espalier.transforms.round.Constraints;
import org.espalier.transforms.round.Experiment;
import org.espalier.transforms.round.Round;
import org.espalier.transforms.round.Searches;
import org.espalier.transforms.storage.MemoryTensorStore;
import org.junit.jupiter.api.Test;

class GradientSearchTest {

  private static final double ANY = Double.POSITIVE_INFINITY;
  private static final AdamSettings ADAM = new AdamSettings(0.05, 0.5, 0.999, 1e-3, 0);
  private static final DrNas TWO_STAGES =
      new DrNas(List.of(2, 3), List.of(4, 2), List.of(5, 3), 1, ADAM, "l2", 0, true);

  private static Experiment experiment(int stepsPerRound, int replicas, Trouble trouble) {
    return new Experiment(
        "test",
        7,
        "nb201",
        "cifar10",
        TWO_STAGES,
        new LearningEvaluator(10, stepsPerRound, replicas, trouble),
        new Budget(400, 40, ANY, 3),
        new Constraints(true, ANY, ANY),
        null);
  }

  private static GradientState part(SearchState state) {
    return (GradientState) state.getMethodState();
  }

  @Test
  void roundsEndWithTheirStageAndTheLastScoresTheDerivedArchitectureWithItsSupernet() {
    var experiment = experiment(8, 1, Trouble.NONE);
    var outcome = Searches.run(experiment);
    assertThat(outcome.trials())
        .extracting(trial -> trial.getTask() + " " + trial.getSteps())
        .containsExactly(
            "TRAIN 8", "TRAIN 8", "TRAIN 4", "TRAIN 8", "TRAIN 8", "TRAIN 8", "TRAIN 6", "SCORE 0");
    assertThat(outcome.trials())
        .extracting(trial -> trial.getSubspace())
        .containsExactly(
            "stage 0", "stage 0", "stage 0", "stage 1", "stage 1", "stage 1", "stage 1", "derived");
    var end = outcome.state();
    assertThat(end.getFinished()).isEqualTo("all 5 epochs made");
    assertThat(end.getSteps()).isEqualTo(50);
    assertThat(end.getBest().getGenotype()).isEqualTo(part(end).getDerived());
    assertThat(part(end).getStage()).isEqualTo(2);
  }

  @Test
  void theNextStageBeginsAtItsBoundaryWithFewerOperationsAndMoreChannels() {
    try (var round = Round.open(experiment(20, 1, Trouble.NONE), new MemoryTensorStore())) {
      var start = round.start();
      var first = round.sample(start);
      assertThat(first.get(0).getForm().getPartial()).isEqualTo(4);
      assertThat(first.get(0).getForm().getAllowed()).isEmpty();
      var second = next(round, start);
      assertThat(part(second).getStage()).isEqualTo(1);
      var candidate = round.sample(second).get(0);
      assertThat(candidate.getFirstStep()).isEqualTo(20);
      assertThat(candidate.getForm().getPartial()).isEqualTo(2);
      assertThat(candidate.getForm().getAllowed())
          .hasSize(30)
          .filteredOn(there -> there)
          .hasSize(18);
      var last = next(round, next(round, second));
      var score = round.sample(last).get(0);
      assertThat(score.getTask()).isEqualTo(Task.SCORE);
      assertThat(score.getForm()).isEqualTo(candidate.getForm());
      assertThat(score.getWeights()).isEqualTo(last.getWeights());
    }
  }

  private static SearchState next(Round round, SearchState state) {
    var trials = round.sample(state).stream().map(round::trainAndScore).toList();
    return round.mutate(state, round.select(state, trials)).next();
  }

  @Test
  void howRoundsAreCutDoesNotChangeWhatIsLearnedFromTheSameSamples() {
    // Seeds belong to the candidate, so only a search without draws can be compared: DARTS.
    var ends =
        List.of(40, 7).stream()
            .map(steps -> Searches.run(darts("nb201", steps, Trouble.NONE)))
            .map(outcome -> part(outcome.state()))
            .toList();
    assertThat(ends.get(0)).isEqualTo(ends.get(1));
  }

  @Test
  void aStateThatWasStoredGoesOnAsIfItHadNot() throws Exception {
    try (var round = Round.open(experiment(8, 2, Trouble.NONE), new MemoryTensorStore())) {
      var state = round.start();
      while (!Round.isOver(state)) {
        var stored = SearchState.fromByteBuffer(state.toByteBuffer());
        assertThat(round.sample(stored)).isEqualTo(round.sample(state));
        state = next(round, stored);
      }
      assertThat(state.getBest()).isNotNull();
    }
  }

  @Test
  void replicasAreAveragedAndOneThatDivergesIsLeftOut() {
    try (var round = Round.open(experiment(8, 3, Trouble.LAST_REPLICA_DIVERGES), memory())) {
      var state = round.start();
      state = next(round, next(round, state));
      var before = state;
      var trials = round.sample(before).stream().map(round::trainAndScore).toList();
      var evidence = round.select(before, trials);
      assertThat(evidence.getSurvivors()).containsExactly(0, 1);
      var first = FloatTensors.values(trials.get(0).getTensors().get(0));
      var second = FloatTensors.values(trials.get(1).getTensors().get(0));
      var mean = FloatTensors.values(evidence.getTensors().get(0));
      assertThat(evidence.getTensors().get(0).getName()).isEqualTo(ArchitectureParameters.ALPHA);
      for (var i = 0; i < mean.length; i++) {
        assertThat(mean[i]).isEqualTo((float) (((double) first[i] + second[i]) / 2));
      }
    }
  }

  @Test
  void aRoundThatDivergesKeepsWhatWasLearnedAndTheSearchGoesOn() {
    var store = memory();
    try (var round = Round.open(experiment(8, 1, Trouble.SECOND_ROUND_DIVERGES), store)) {
      var one = next(round, round.start());
      var two = next(round, one);
      assertThat(two.getFinished()).isNull();
      assertThat(two.getWeights()).isEqualTo(one.getWeights());
      assertThat(two.getSteps()).isEqualTo(16);
      assertThat(part(two).getTensors()).isEqualTo(part(one).getTensors());
      assertThat(part(two).getDivergedRounds()).isEqualTo(1);
      assertThat(part(next(round, two)).getDivergedRounds()).isZero();
    }
  }

  @Test
  void twoSuchRoundsInARowEndTheSearchAndSayWhatToDo() {
    var outcome = Searches.run(experiment(8, 2, Trouble.ALL_DIVERGES));
    assertThat(outcome.rounds()).hasSize(2);
    assertThat(outcome.state().getFinished())
        .startsWith("training diverged in two rounds in a row: lower")
        .contains("evaluator.training.learningRate");
  }

  @Test
  void aSearchOfOneRoundThatDivergesScoresNothing() {
    var outcome = Searches.run(darts("nb201", 100, Trouble.ALL_DIVERGES));
    assertThat(outcome.trials()).extracting(trial -> trial.getTask()).containsExactly(Task.TRAIN);
    assertThat(outcome.state().getFinished()).startsWith("no round of training went well");
  }

  private static Experiment darts(String space, int stepsPerRound, Trouble trouble) {
    var darts = new Darts(4, false, true, ADAM);
    return new Experiment(
        "test",
        7,
        space,
        "cifar10",
        darts,
        new LearningEvaluator(10, stepsPerRound, 1, trouble),
        new Budget(400, 40, ANY, 3),
        new Constraints(true, ANY, ANY),
        null);
  }

  @Test
  void theDartsSpaceHasAllItsEdgesSearchedAndEightOfThemDerivedInEachCell() {
    var outcome = Searches.run(darts("darts", 15, Trouble.NONE));
    var summaries = outcome.rounds().stream().map(CompletedRound::summary).toList();
    assertThat(summaries).allSatisfy(row -> assertThat(row.getDecisionWeights()).hasSize(28));
    var best = outcome.state().getBest().getGenotype();
    assertThat(best.getText()).isEqualTo(summaries.get(summaries.size() - 1).getDerived());
    assertThat(best.getEncoding()).hasSize(28).filteredOn(operation -> operation != 0).hasSize(16);
  }

  @Test
  void gaugesShowHowDecidedItIs() {
    var rounds = Searches.run(experiment(10, 1, Trouble.NONE)).rounds();
    var gauges = rounds.get(rounds.size() - 1).summary().getGauges();
    assertThat(gauges)
        .extracting(gauge -> gauge.getName())
        .containsExactly(
            "entropy", "skip_connects", "stage", "min_option_score", "max_option_score", "epochs");
    assertThat(gauges.get(0).getValue()).isBetween(0.0, Math.log(3));
    assertThat(gauges.get(5).getValue()).isEqualTo(5.0);
  }

  @Test
  void randomArchitecturesExistInTheForm() {
    var end = Searches.run(experiment(25, 1, Trouble.NONE)).state();
    var space = SearchSpaces.named("nb201");
    var form = part(end).getForm();
    for (var seed = 0; seed < 50; seed++) {
      var encoding = Derivation.random(form, space, new SplittableRandom(seed)).getEncoding();
      for (var edge = 0; edge < encoding.size(); edge++) {
        assertThat(form.getAllowed().get(edge * 5 + encoding.get(edge))).isTrue();
      }
    }
  }

  @Test
  void candidatesCarryFormAndParameters() {
    try (var round = Round.open(experiment(8, 2, Trouble.NONE), memory())) {
      var candidates = round.sample(round.start());
      assertThat(candidates).extracting(Candidate::getDataShare).containsExactly(0, 1);
      assertThat(candidates)
          .allSatisfy(
              candidate ->
                  assertThat(candidate.getDistribution())
                      .extracting(tensor -> tensor.getName())
                      .contains(ArchitectureParameters.ALPHA));
    }
  }

  private static MemoryTensorStore memory() {
    return new MemoryTensorStore();
  }
}
