package org.espalier.transforms.round;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.espalier.models.layer.CountingRule;
import org.espalier.models.space.Target;
import org.espalier.schemas.Candidate;
import org.espalier.schemas.Metric;
import org.espalier.schemas.Screening;
import org.espalier.schemas.Status;
import org.espalier.schemas.Task;
import org.espalier.schemas.Trial;
import org.espalier.transforms.evaluate.Measurement;
import org.espalier.transforms.evaluate.Scorer;
import org.espalier.transforms.files.DamagedFileException;
import org.espalier.transforms.method.FloatTensors;
import org.espalier.transforms.method.RandomSearch;
import org.espalier.transforms.method.ToyRound;
import org.espalier.transforms.round.ToyEvaluator.Behaviour;
import org.junit.jupiter.api.Test;

final class TrialRunnerTest {

  private static final Metric METRIC = new Metric("accuracy", "cifar10", "val", 12, 0.5);
  private static final Measurement HALF = Measurement.scored(0.5, List.of(METRIC), 100, "toy");

  private final List<Candidate> asked = new ArrayList<>();

  @Test
  void aTrialIsTheCandidateWithItsSizeAndWhatWasMeasured() {
    var candidate = candidate(Screening.EVALUATE);
    var trial = run(candidate, asks -> HALF);
    assertThat(trial.getRun()).isEqualTo("test");
    assertThat(trial.getMethod()).isEqualTo("random");
    assertThat(trial.getSpace()).isEqualTo("nb201");
    assertThat(trial.getDataSet()).isEqualTo("cifar100");
    assertThat(trial.getRound()).isEqualTo(4);
    assertThat(trial.getIndex()).isEqualTo(2);
    assertThat(trial.getId()).isEqualTo("0123456789abcdef");
    assertThat(trial.getTask()).isEqualTo(Task.SCORE);
    assertThat(trial.getSeed()).isEqualTo(11);
    assertThat(trial.getParent()).isEqualTo("parent");
    assertThat(trial.getSubspace()).isEqualTo("subspace");
    assertThat(trial.getCanonical()).isEqualTo("canonical");
    assertThat(trial.getCharged()).isFalse();
    assertThat(trial.getStatus()).isEqualTo(Status.OK);
    assertThat(trial.getScore()).isEqualTo(0.5);
    assertThat(trial.getMetrics()).containsExactly(METRIC);
    assertThat(trial.getSimulatedSeconds()).isEqualTo(100);
    assertThat(trial.getDevice()).isEqualTo("toy");
    assertThat(trial.getAttempt()).isEqualTo(1);
    assertThat(trial.getWorker()).endsWith(":" + ProcessHandle.current().pid());
    var cost =
        ToyRound.SPACE.cost(candidate.getGenotype(), Target.of("cifar10"), CountingRule.CONV_FC);
    assertThat(trial.getParameters()).isEqualTo(cost.parameters());
    assertThat(trial.getMadds()).isEqualTo(cost.madds());
    assertThat(trial.getCountingRule()).isEqualTo(CountingRule.CONV_FC.label());
  }

  @Test
  void whatTheRoundDecidedIsARowWithItsReasonAndIsNotEvaluated() {
    var statuses = new ArrayList<Status>();
    for (var screening : List.of(Screening.REPLAY, Screening.INVALID, Screening.OVER_CONSTRAINT)) {
      var trial = run(candidate(screening), asks -> HALF);
      statuses.add(trial.getStatus());
      assertThat(trial.getMessage()).isEqualTo("because");
      assertThat(trial.getScore()).isNull();
    }
    assertThat(statuses).containsExactly(Status.REPLAYED, Status.INVALID, Status.OVER_CONSTRAINT);
    assertThat(asked).isEmpty();
  }

  @Test
  void whatIsNoArchitectureHasNoSize() {
    assertThat(run(candidate(Screening.INVALID), asks -> HALF).getParameters()).isNull();
    assertThat(run(candidate(Screening.REPLAY), asks -> HALF).getParameters()).isNotNull();
  }

  @Test
  void aFailureIsTriedOnceMore() {
    var trial = run(candidate(Screening.EVALUATE), asks -> failing(asks == 1));
    assertThat(asked).hasSize(2);
    assertThat(trial.getStatus()).isEqualTo(Status.OK);
    assertThat(trial.getAttempt()).isEqualTo(2);
    assertThat(trial.getMessage()).isNull();
  }

  @Test
  void theSecondFailureIsARowThatSaysHow() {
    var trial = run(candidate(Screening.EVALUATE), asks -> failing(true));
    assertThat(asked).hasSize(2);
    assertThat(trial.getStatus()).isEqualTo(Status.FAILED);
    assertThat(trial.getMessage()).contains("IllegalStateException", "broken");
    assertThat(trial.getScore()).isNull();
    assertThat(trial.getWallSeconds()).isPositive();
  }

  @Test
  void aFileThatCannotBeWrittenSaysNothingAboutTheCandidate() {
    var full = new IOException("cannot write weights/1: No space left on device");
    var thrown = new IllegalStateException("not stored", new UncheckedIOException(full));
    assertThatThrownBy(() -> run(candidate(Screening.EVALUATE), asks -> failing(thrown, true)))
        .isSameAs(thrown);
    assertThat(asked).hasSize(2);
    asked.clear();
    var trial = run(candidate(Screening.EVALUATE), asks -> failing(thrown, asks == 1));
    assertThat(trial.getStatus()).isEqualTo(Status.OK);
  }

  @Test
  void aDamagedFileSaysNothingAboutTheCandidateEither() {
    var damaged = DamagedFileException.missing("weights/00ff");
    assertThatThrownBy(
            () ->
                run(
                    candidate(Screening.EVALUATE),
                    asks -> {
                      throw damaged;
                    }))
        .isSameAs(damaged);
    assertThat(asked).hasSize(1);
  }

  @Test
  void aWorkerThatIsTakenDownSaysNothingAboutTheCandidate() {
    try {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> run(candidate(Screening.EVALUATE), asks -> failing(true)))
          .hasMessage("broken");
      assertThat(asked).hasSize(1);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void aScoreThatIsNotFiniteHasDivergedAndItsWeightsAreNotInherited() {
    for (var score : List.of(Double.NaN, Double.POSITIVE_INFINITY)) {
      var trial =
          run(
              candidate(Screening.EVALUATE),
              asks -> measured(OptionalDouble.of(score), Optional.empty()));
      assertThat(trial.getStatus()).isEqualTo(Status.DIVERGED);
      assertThat(trial.getScore()).isNull();
      assertThat(trial.getWeights()).isNull();
      assertThat(trial.getMessage()).contains("finite");
    }
  }

  @Test
  void scoringWithoutAScoreHasDiverged() {
    var trial =
        run(
            candidate(Screening.EVALUATE),
            asks -> measured(OptionalDouble.empty(), Optional.empty()));
    assertThat(trial.getStatus()).isEqualTo(Status.DIVERGED);
  }

  @Test
  void trainingNeedsNoScoreAndGivesWeightsStepsAndTensors() {
    var training =
        Candidate.newBuilder(candidate(Screening.EVALUATE))
            .setTask(Task.TRAIN)
            .setGenotype(null)
            .build();
    var trial = run(training, asks -> measured(OptionalDouble.empty(), Optional.empty()));
    assertThat(trial.getStatus()).isEqualTo(Status.OK);
    assertThat(trial.getScore()).isNull();
    assertThat(trial.getWeights()).isEqualTo("abc");
    assertThat(trial.getSteps()).isEqualTo(7);
    assertThat(trial.getImages()).isEqualTo(224);
    assertThat(trial.getTensors()).containsExactly(FloatTensors.of("alpha", 1));
    assertThat(trial.getParameters()).isNull();
  }

  @Test
  void trainingThatSaysItDivergedDidSoWhateverItsScore() {
    var trial =
        run(
            candidate(Screening.EVALUATE),
            asks -> measured(OptionalDouble.of(0.5), Optional.of("loss is NaN at step 3")));
    assertThat(trial.getStatus()).isEqualTo(Status.DIVERGED);
    assertThat(trial.getMessage()).isEqualTo("loss is NaN at step 3");
    assertThat(trial.getWeights()).isNull();
  }

  /** What is measured at a call, counted from 1. */
  private interface Answer {
    Measurement at(int asks);
  }

  private Trial run(Candidate candidate, Answer answer) {
    var experiment = Searches.experiment(new RandomSearch(1), Behaviour.WELL);
    Scorer scorer =
        (measured, context) -> {
          asked.add(measured);
          return answer.at(asked.size());
        };
    var costs = new Costs(ToyRound.SPACE, Target.of("cifar10"));
    return new TrialRunner(experiment, costs, scorer, ToyRound.context(experiment.seed()))
        .trial(candidate);
  }

  private static Measurement failing(boolean fails) {
    return failing(new IllegalStateException("broken"), fails);
  }

  private static Measurement failing(RuntimeException thrown, boolean fails) {
    if (fails) {
      throw thrown;
    }
    return HALF;
  }

  private static Measurement measured(OptionalDouble score, Optional<String> divergence) {
    return new Measurement(
        score,
        List.of(),
        0,
        7,
        224,
        List.of(FloatTensors.of("alpha", 1)),
        Optional.of("abc"),
        "toy",
        divergence);
  }

  private static Candidate candidate(Screening screening) {
    return Candidate.newBuilder()
        .setId("0123456789abcdef")
        .setRound(4)
        .setIndex(2)
        .setSeed(11)
        .setTask(Task.SCORE)
        .setDataSet("cifar100")
        .setParent("parent")
        .setSubspace("subspace")
        .setGenotype(ToyRound.all(3))
        .setCanonical("canonical")
        .setCharged(false)
        .setScreening(screening)
        .setScreeningDetail("because")
        .build();
  }
}
