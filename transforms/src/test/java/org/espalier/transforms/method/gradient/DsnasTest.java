package org.espalier.transforms.method.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.espalier.models.network.Sample;
import org.espalier.models.network.SampledPath;
import org.espalier.models.numbers.AdamSettings;
import org.espalier.models.numbers.Seeds;
import org.espalier.models.numbers.Softmax;
import org.espalier.models.space.SearchSpace;
import org.espalier.models.space.SearchSpaces;
import org.espalier.models.space.Target;
import org.espalier.schemas.Tensor;
import org.espalier.transforms.method.FloatTensors;
import org.espalier.transforms.method.Learner.Pass;
import org.junit.jupiter.api.Test;

class DsnasTest {

  private static final Target TARGET = Target.of("cifar10");

  private static final SearchSpace SPACE = SearchSpaces.named("nb201");
  private static final int NONE = 0;
  private static final AdamSettings ADAM = new AdamSettings(0.05, 0.5, 0.999, 0, 0);

  /** The first moment after one step is the gradient. */
  private static final AdamSettings GRADIENT = new AdamSettings(1e-9, 0, 0, 0, 0);

  private static ArchitectureParameters with(ArchitectureParameters start, float[] alpha) {
    var tensors =
        start.tensors().stream()
            .map(
                tensor ->
                    tensor.getName().equals(ArchitectureParameters.ALPHA)
                        ? FloatTensors.of(ArchitectureParameters.ALPHA, alpha)
                        : tensor)
            .toList();
    return start.with(tensors);
  }

  private static float[] values(String name, List<Tensor> tensors) {
    return Parameters.values(name, tensors);
  }

  /**
   * A net of three blocks: x ← x · w[block][operation], loss ½ (x − 1)². The other edges of the
   * space do nothing. The gradient by a gate of the block is (x − 1) x, whichever the block.
   */
  private static final double[][] NET = {
    {0.5, 1.2, -0.7, 0.9, 1.6}, {1.1, 0.3, 0.8, -1.4, 0.6}, {0.2, 2.0, 0.9, 1.3, -0.5}
  };

  private static double output(int[] path) {
    return NET[0][path[0]] * NET[1][path[1]] * NET[2][path[2]];
  }

  private static float[] gates(int[] path) {
    var gates = new float[SPACE.decisions().size()];
    var x = output(path);
    Arrays.fill(gates, 0, NET.length, (float) ((x - 1) * x));
    return gates;
  }

  @Test
  void theEstimateIsThatOfExhaustiveEnumeration() {
    var method = new Dsnas(4, 0, 0, 0.3, 0, 1, GRADIENT, true, 0);
    var start = method.start(SPACE, Seeds.random(1));
    var alpha = new float[SPACE.decisions().size() * 5];
    for (var i = 0; i < alpha.length; i++) {
      alpha[i] = (float) Math.sin(i) * 0.1f;
    }
    var architecture = with(start, alpha);
    var p = Softmax.of(alpha, start.mask(SPACE)).values();
    var exact = enumerated(p);
    var schedule = new Schedule(10, method.stageEpochs());
    var draws = 100_000;
    var sums = new double[15];
    var squares = new double[15];
    for (var draw = 0; draw < draws; draw++) {
      var learner = method.learner(architecture, schedule, SPACE, TARGET);
      var sample = learner.sample(1, Seeds.derive(2, draw));
      learner.learn(1, 0, gates(options(sample)));
      var gradient = values(ArchitectureParameters.ALPHA + ".first_moment", learner.tensors());
      for (var i = 0; i < sums.length; i++) {
        sums[i] += gradient[i];
        squares[i] += (double) gradient[i] * gradient[i];
      }
    }
    for (var i = 0; i < sums.length; i++) {
      var mean = sums[i] / draws;
      var error = Math.sqrt((squares[i] / draws - mean * mean) / draws);
      // Six standard errors, 15 estimates: fails once in 3e7 runs.
      assertThat(mean).isCloseTo(exact[i], within(6 * error));
    }
  }

  /** Σ over all paths of p(path) · r_l ∂ log p_l / ∂α_lj. */
  private static double[] enumerated(double[] p) {
    var exact = new double[15];
    for (var index = 0; index < 125; index++) {
      var path = new int[] {index / 25, index / 5 % 5, index % 5};
      var x = output(path);
      var probability = p[path[0]] * p[5 + path[1]] * p[10 + path[2]];
      for (var block = 0; block < 3; block++) {
        for (var j = 0; j < 5; j++) {
          var delta = path[block] == j ? 1 : 0;
          exact[block * 5 + j] += probability * (x - 1) * x * (delta - p[block * 5 + j]);
        }
      }
    }
    return exact;
  }

  @Test
  void anEdgeWhoseMarginReachesTheLimitIsFrozenAtTheStartOfAnEpochForGood() {
    var method = new Dsnas(4, 0, 0, 0.3, 0, 1, ADAM, true, 0);
    var alpha = new float[SPACE.decisions().size() * 5];
    alpha[2] = 1.5f; // e^1.5 / (4 + e^1.5) − 1 / (4 + e^1.5) = 0.41
    alpha[7] = 1f; // 0.26
    var architecture = with(method.start(SPACE, Seeds.random(1)), alpha);
    var schedule = new Schedule(10, method.stageEpochs());
    var learner = method.learner(architecture, schedule, SPACE, TARGET);
    learner.sample(9, 1);
    assertThat(values(DsnasLearner.FROZEN, learner.tensors())).containsOnly(0);
    for (var step = 10; step < 30; step++) {
      var draw = learner.sample(step, step);
      assertThat(options(draw)[0]).isEqualTo(2);
      var gates = new float[SPACE.decisions().size()];
      Arrays.fill(gates, 1);
      learner.learn(step, 1, gates);
    }
    assertThat(values(DsnasLearner.FROZEN, learner.tensors())[0]).isEqualTo(1);
    assertThat(values(DsnasLearner.FROZEN, learner.tensors())[1]).isZero();
    var after = values(ArchitectureParameters.ALPHA, learner.tensors());
    assertThat(Arrays.copyOf(after, 5)).isEqualTo(Arrays.copyOf(alpha, 5));
    assertThat(Arrays.copyOfRange(after, 5, 10)).isNotEqualTo(Arrays.copyOfRange(alpha, 5, 10));
  }

  @Test
  void theSecondStageTrainsWeightsAlongTheMostProbablePath() {
    var method = new Dsnas(2, 1, 3, 0.3, 0, 1, ADAM, true, 0);
    assertThat(method.stageEpochs()).containsExactly(2, 3);
    var alpha = new float[SPACE.decisions().size() * 5];
    IntStream.range(0, SPACE.decisions().size()).forEach(edge -> alpha[edge * 5 + 3] = 0.1f);
    var architecture = with(method.start(SPACE, Seeds.random(1)), alpha);
    var schedule = new Schedule(10, method.stageEpochs());
    var learner = method.learner(architecture, schedule, SPACE, TARGET);
    assertThat(learner.pass(9)).isEqualTo(Pass.NONE);
    assertThat(learner.pass(10)).isEqualTo(Pass.TOGETHER);
    assertThat(learner.pass(20)).isEqualTo(Pass.NONE);
    var path = options(learner.sample(25, 1));
    assertThat(path).containsOnly(3);
    assertThat(
            Derivation.of(
                method.optionScores(architecture, SPACE), architecture.form(), SPACE, true))
        .isEqualTo(SPACE.genotype(path));
  }

  @Test
  void everySoManyStepsTheCostliestPathIsTrainedAloneWhereNoEdgeIsFrozen() {
    var method = new Dsnas(2, 0, 1, 0.3, 0, 1, ADAM, true, 3);
    var alpha = new float[SPACE.decisions().size() * 5];
    alpha[2] = 1.5f; // frozen at the start of the next epoch
    var architecture = with(method.start(SPACE, Seeds.random(1)), alpha);
    var schedule = new Schedule(10, method.stageEpochs());
    var learner = method.learner(architecture, schedule, SPACE, TARGET);
    assertThat(options(learner.sample(3, 1))).containsOnly(3);
    learner.sample(10, 1);
    for (var step = 11; step < 20; step++) {
      var largest = step % 3 == 0;
      assertThat(learner.pass(step)).isEqualTo(largest ? Pass.NONE : Pass.TOGETHER);
      if (largest) {
        assertThat(options(learner.sample(step, step))).containsExactly(2, 3, 3, 3, 3, 3);
      }
    }
    // The second stage trains what was found, whatever the step.
    assertThat(options(learner.sample(21, 1))).isEqualTo(options(learner.sample(22, 1)));
  }

  @Test
  void noneIsNeverDrawnNorDerivedWhereItIsLeftOut() {
    var method = new Dsnas(2, 0, 0, 0.3, 0, 1, ADAM, false, 0);
    var architecture = method.start(SPACE, Seeds.random(1));
    var learner =
        method.learner(architecture, new Schedule(10, method.stageEpochs()), SPACE, TARGET);
    for (var step = 0; step < 20; step++) {
      assertThat(options(learner.sample(step, step))).doesNotContain(NONE);
    }
    assertThat(
            Derivation.of(
                method.optionScores(architecture, SPACE), architecture.form(), SPACE, true))
        .satisfies(derived -> assertThat(derived.getEncoding()).doesNotContain(NONE));
  }

  @Test
  void costlyPathsArePenalizedFromTheLimitOn() {
    // nor_conv_3x3 costs 1, nor_conv_1x1 costs 1/9, the others nothing.
    assertThat(Arrays.copyOf(SPACE.optionCosts(TARGET), 5)).containsExactly(0, 0, 1 / 9.0, 1, 0);
    assertThat(slope(0.5, new int[] {3, 3, 3, 0, 0, 0}))
        .isCloseTo((float) (2 * 0.2 * (1 - 0.2)), within(1e-6f));
    assertThat(slope(0.51, new int[] {3, 3, 3, 0, 0, 0})).isZero();
  }

  /** Gradient by the α of the convolution on the first edge, where the loss itself has none. */
  private static float slope(double limit, int[] path) {
    var method = new Dsnas(2, 0, 0, 0.3, 2, limit, GRADIENT, true, 0);
    var alpha = new float[SPACE.decisions().size() * 5];
    for (var edge = 1; edge < path.length; edge++) {
      // All but certain, so that only the first edge is left to chance.
      alpha[edge * 5 + path[edge]] = 40;
    }
    var architecture = with(method.start(SPACE, Seeds.random(1)), alpha);
    for (var seed = 0; ; seed++) {
      var learner = method.learner(architecture, new Schedule(10, List.of(2)), SPACE, TARGET);
      if (Arrays.equals(options(learner.sample(1, seed)), path)) {
        learner.learn(1, 1, new float[SPACE.decisions().size()]);
        return values(ArchitectureParameters.ALPHA + ".first_moment", learner.tensors())[3];
      }
    }
  }

  private static int[] options(Sample sample) {
    return ((SampledPath) sample).options();
  }
}
