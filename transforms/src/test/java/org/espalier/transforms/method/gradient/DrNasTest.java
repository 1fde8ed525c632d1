package org.espalier.transforms.method.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.espalier.models.numbers.AdamSettings;
import org.espalier.models.numbers.Seeds;
import org.espalier.models.space.CellSize;
import org.espalier.models.space.SearchSpace;
import org.espalier.models.space.SearchSpaces;
import org.espalier.models.space.Target;
import org.espalier.transforms.method.FloatTensors;
import org.espalier.transforms.method.Learner.Pass;
import org.junit.jupiter.api.Test;

class DrNasTest {

  private static final Target TARGET = Target.of("cifar10");

  private static final SearchSpace NB201 = SearchSpaces.named("nb201");
  private static final SearchSpace DARTS = SearchSpaces.named("darts");
  private static final int NONE = 0;
  private static final AdamSettings ADAM = new AdamSettings(3e-4, 0.5, 0.999, 1e-3, 0);

  private static DrNas staged(List<Integer> epochs, List<Integer> partial, List<Integer> keep) {
    return new DrNas(epochs, partial, keep, 10, ADAM, "l2", 0, true);
  }

  private static final DrNas PROGRESSIVE = staged(List.of(50, 50), List.of(4, 2), List.of(5, 3));

  private static ArchitectureParameters withAlpha(ArchitectureParameters start, float[] alpha) {
    return start.with(
        start.tensors().stream()
            .map(
                tensor ->
                    tensor.getName().equals(ArchitectureParameters.ALPHA)
                        ? FloatTensors.of(ArchitectureParameters.ALPHA, alpha)
                        : tensor)
            .toList());
  }

  @Test
  void pruningKeepsTheLargestOfEachEdgeUnchangedAndMasksTheRest() {
    var alpha = new float[30];
    for (var i = 0; i < alpha.length; i++) {
      alpha[i] = -1;
    }
    float[] first = {0.3f, -0.2f, 0.1f, 0.5f, 0.2f};
    float[] ties = {0.1f, 0.1f, 0.1f, 0.1f, 0.2f};
    System.arraycopy(first, 0, alpha, 0, 5);
    System.arraycopy(ties, 0, alpha, 5, 5);
    var next = PROGRESSIVE.next(withAlpha(PROGRESSIVE.start(NB201, Seeds.random(1)), alpha), NB201);
    assertThat(next.stage()).isEqualTo(1);
    assertThat(next.form().getPartial()).isEqualTo(2);
    assertThat(next.form().getAllowed().subList(0, 5))
        .containsExactly(true, false, false, true, true);
    assertThat(next.form().getAllowed().subList(5, 10))
        .containsExactly(true, true, false, false, true);
    var after = Parameters.values(ArchitectureParameters.ALPHA, next.tensors());
    assertThat(Arrays.copyOf(after, 10))
        .containsExactly(0.3f, 0, 0, 0.5f, 0.2f, 0.1f, 0.1f, 0, 0, 0.2f);
    // Probabilities over the kept: softmax(0.3, 0.5, 0.2).
    var sum = Math.exp(0.3) + Math.exp(0.5) + Math.exp(0.2);
    var optionScores = PROGRESSIVE.optionScores(next, NB201);
    assertThat(optionScores[0]).isCloseTo(Math.exp(0.3) / sum, within(1e-6));
    assertThat(optionScores[1]).isZero();
    assertThat(optionScores[3]).isCloseTo(Math.exp(0.5) / sum, within(1e-6));
  }

  @Test
  void momentsOfWhatIsKeptStay() {
    var start = PROGRESSIVE.start(NB201, Seeds.random(1));
    var schedule = new Schedule(2, PROGRESSIVE.stageEpochs());
    var learner = PROGRESSIVE.learner(start, schedule, NB201, TARGET);
    var draw = learner.sample(20, 1);
    learner.learn(20, 1, new QuadraticLoss(NB201).gradient(draw));
    var before = start.with(learner.tensors());
    var next = PROGRESSIVE.next(before, NB201);
    var name = ArchitectureParameters.ALPHA + ".first_moment";
    var moments = Parameters.values(name, before.tensors());
    var kept = Parameters.values(name, next.tensors());
    for (var i = 0; i < kept.length; i++) {
      assertThat(kept[i]).isEqualTo(next.form().getAllowed().get(i) ? moments[i] : 0);
    }
  }

  @Test
  void theArchitectureIsFrozenForTheFirstEpochsOfEveryStage() {
    var schedule = new Schedule(3, PROGRESSIVE.stageEpochs());
    var start = PROGRESSIVE.start(NB201, Seeds.random(1));
    var learner = PROGRESSIVE.learner(start, schedule, NB201, TARGET);
    assertThat(learner.pass(0)).isEqualTo(Pass.NONE);
    assertThat(learner.pass(29)).isEqualTo(Pass.NONE);
    assertThat(learner.pass(30)).isEqualTo(Pass.FIRST_ORDER);
    assertThat(learner.pass(149)).isEqualTo(Pass.FIRST_ORDER);
    assertThat(learner.pass(150)).isEqualTo(Pass.NONE);
    assertThat(learner.pass(179)).isEqualTo(Pass.NONE);
    assertThat(learner.pass(180)).isEqualTo(Pass.FIRST_ORDER);
  }

  @Test
  void withoutNoneTheDartsSpaceHasSevenOperations() {
    var method = new DrNas(List.of(25, 25), List.of(6, 4), List.of(7, 4), 10, ADAM, "l2", 0, false);
    method.check(DARTS, new CellSize(36, 20));
    var start = method.start(DARTS, Seeds.random(1));
    var mask = start.mask(DARTS);
    for (var edge = 0; edge < 28; edge++) {
      assertThat(mask.has(edge, NONE)).isFalse();
      assertThat(mask.count(edge)).isEqualTo(7);
    }
    var next = method.next(start, DARTS).mask(DARTS);
    for (var edge = 0; edge < 28; edge++) {
      assertThat(next.count(edge)).isEqualTo(4);
      assertThat(next.has(edge, NONE)).isFalse();
    }
    assertThatThrownBy(() -> method.check(DARTS, new CellSize(16, 8)))
        .hasMessageContaining("partialChannels must be a divisor of the 16 channels")
        .hasMessageContaining("was 6");
  }

  @Test
  void whatIsWrongIsNamedAtTheStart() {
    assertThatThrownBy(() -> staged(List.of(50, 50), List.of(4), List.of(5, 3)))
        .hasMessage(
            "epochs, partialChannels and operations must be of one length, an entry a stage, was 2,"
                + " 1 and 2");
    assertThatThrownBy(() -> staged(List.of(50, 50), List.of(4, 2), List.of(3, 5)))
        .hasMessageContaining("operations must be never growing");
    assertThatThrownBy(() -> staged(List.of(50), List.of(0), List.of(5)))
        .hasMessage("partialChannels of a stage must be at least 1, was 0");
    assertThatThrownBy(() -> staged(List.of(), List.of(), List.of()))
        .hasMessageContaining("stages in epochs must be at least 1");
    assertThatThrownBy(() -> staged(List.of(50), List.of(1), List.of(0)))
        .hasMessage("operations of a stage must be at least 1, was 0");
    assertThatThrownBy(
            () -> staged(List.of(50), List.of(1), List.of(6)).check(NB201, new CellSize(16, 15)))
        .hasMessage(
            "operations of the first stage must be the 5 that nb201 has with includeNone true,"
                + " was 6");
    assertThatThrownBy(
            () -> new DrNas(List.of(1), List.of(1), List.of(5), 0, ADAM, "kl", 1e-3, true))
        .hasMessageContaining("optimizer.weightDecay must be 0 with regularizer kl");
    assertThatThrownBy(() -> new DrNas(List.of(1), List.of(1), List.of(5), 0, ADAM, "l1", 0, true))
        .hasMessage("regularizer must be l2 or kl, was l1");
  }

  @Test
  void concentrationsAreEluPlusOne() {
    assertThat(DrNasLearner.concentrations(new double[] {0, 1, -1}))
        .containsExactly(1, 2, Math.exp(-1));
  }
}
