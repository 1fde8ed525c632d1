package org.espalier.transforms.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.espalier.models.network.SampledPath;
import org.espalier.models.space.Target;
import org.espalier.schemas.Candidate;
import org.espalier.schemas.Task;
import org.espalier.schemas.Tensor;
import org.espalier.transforms.method.Learner.Pass;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class PretrainingLearnerTest {

  private static final int[] LARGEST = {3, 3, 3, 3, 3, 3};

  @Test
  void everySoManyThStepGoesAlongTheLargestPath() {
    var learner = learner(List.of(), 4);
    for (var step = 0L; step < 40; step++) {
      var path = path(learner, step, step);
      if (step % 4 == 0) {
        assertThat(path).isEqualTo(LARGEST);
      }
      assertThat(learner.pass(step)).isEqualTo(Pass.NONE);
    }
    assertThat(path(learner, 1, 1)).isNotEqualTo(LARGEST);
  }

  @Test
  void anIntervalBeyondTheStepsStillHasTheFirstAndNoneHasNoStep() {
    assertThat(path(learner(List.of(), 5000), 0, 1)).isEqualTo(LARGEST);
    assertThat(path(learner(List.of(), null), 0, 1)).isNotEqualTo(LARGEST);
  }

  @Test
  void otherStepsArePathsOfTheSeedFromTheWholeSpace() {
    var learner = learner(List.of(), 1000);
    var counts = new int[5];
    for (var step = 1; step <= 100; step++) {
      for (var option : path(learner, step, step)) {
        counts[option]++;
      }
    }
    // 600 draws with probability 1/5: six standard deviations are 59.
    for (var count : counts) {
      assertThat(count).isBetween(61, 179);
    }
    assertThat(path(learner, 7, 42)).isEqualTo(path(learner, 9, 42));
  }

  @Test
  void aDistributionOfTheCandidateIsDrawnFrom() {
    var paths = new float[30];
    for (var edge = 0; edge < 6; edge++) {
      paths[edge * 5 + edge % 5] = 1;
    }
    var learner = learner(List.of(FloatTensors.of(SharedWeights.PATHS, paths)), 1000);
    assertThat(path(learner, 1, 1)).containsExactly(0, 1, 2, 3, 4, 0);
    assertThat(path(learner, 2, 2)).containsExactly(0, 1, 2, 3, 4, 0);
  }

  @Test
  void aDistributionOfAnotherLengthIsRefusedWithBothLengths() {
    var wrong = List.of(FloatTensors.of(SharedWeights.PATHS, 1, 2, 3));
    assertThatThrownBy(() -> learner(wrong, 4)).hasMessageContainingAll("30", "3");
  }

  @Test
  void itLearnsNothing() {
    var learner = learner(List.of(), 4);
    learner.learn(0, 1, new float[6]);
    assertThat(learner.tensors()).isEmpty();
  }

  private static PretrainingLearner learner(List<Tensor> distribution, @Nullable Integer interval) {
    var candidate =
        Candidate.newBuilder()
            .setId("0")
            .setRound(0)
            .setIndex(0)
            .setSeed(0)
            .setTask(Task.TRAIN)
            .setDataSet("cifar10")
            .setDistribution(distribution)
            .build();
    var phases =
        new PretrainingPhases(
            new Pretraining(1000, 0, interval, null, null, null, null), ToyRound.SPACE);
    return PretrainingLearner.of(candidate, phases, Target.of("cifar10"));
  }

  private static int[] path(Learner learner, long step, long seed) {
    return ((SampledPath) learner.sample(step, seed)).options();
  }
}
