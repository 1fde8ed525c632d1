package org.espalier.transforms.method.gradient;

import java.util.List;
import java.util.random.RandomGenerator;
import org.espalier.models.numbers.AdamSettings;
import org.espalier.models.numbers.Settings;
import org.espalier.models.space.SearchSpace;
import org.espalier.models.space.Target;
import org.espalier.schemas.SupernetForm;
import org.espalier.transforms.method.Learner;
import org.espalier.transforms.method.Learner.Pass;

/**
 * DARTS: each edge mixes all operations by a softmax, whose parameters follow the gradient of the
 * validation loss, a step for every step on the weights.
 *
 * <p>Source: Liu, Simonyan, Yang, "DARTS: differentiable architecture search", ICLR 2019, <a
 * href="https://arxiv.org/abs/1806.09055">arXiv:1806.09055</a>, algorithm 1.
 *
 * @param epochs epochs, at least 1
 * @param secondOrder whether the gradient looks one step on the weights ahead, by finite
 *     difference, instead of taking the weights as they are
 * @param allowNoneInDerived whether an edge may end with {@code none} in spaces that leave the
 *     choice: the DARTS paper (section 2.4) never derives it, runs on NAS-Bench-201 do
 * @param optimizer how the parameters follow their gradient
 */
public record Darts(
    int epochs, boolean secondOrder, boolean allowNoneInDerived, AdamSettings optimizer)
    implements GradientMethod {

  static final double INITIAL_DEVIATION = 1e-3;

  /** Checks the settings. */
  public Darts {
    Settings.atLeast("epochs", epochs, 1);
  }

  @Override
  public String name() {
    return "darts";
  }

  @Override
  public List<Integer> stageEpochs() {
    return List.of(epochs);
  }

  @Override
  public SupernetForm form(SearchSpace space) {
    return Forms.mixture(space, true, 1);
  }

  @Override
  public ArchitectureParameters start(SearchSpace space, RandomGenerator random) {
    var form = form(space);
    return ArchitectureParameters.normal(form, 0, INITIAL_DEVIATION, space, random);
  }

  @Override
  public Learner learner(
      ArchitectureParameters architecture, Schedule schedule, SearchSpace space, Target target) {
    var pass = secondOrder ? Pass.SECOND_ORDER : Pass.FIRST_ORDER;
    return new SoftmaxLearner(pass, 0, optimizer, architecture, schedule, space);
  }

  @Override
  public double[] optionScores(ArchitectureParameters architecture, SearchSpace space) {
    return architecture.softmax(space).values();
  }
}
