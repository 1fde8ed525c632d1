package org.espalier.transforms.method.gradient;

import java.util.List;
import java.util.random.RandomGenerator;
import org.espalier.models.numbers.AdamSettings;
import org.espalier.models.numbers.Settings;
import org.espalier.models.operation.PoolNorm;
import org.espalier.models.space.SearchSpace;
import org.espalier.models.space.Target;
import org.espalier.schemas.SupernetForm;
import org.espalier.transforms.method.Learner;

/**
 * SNAS: the mixture of each edge is a draw of a Gumbel-softmax whose temperature falls; weights and
 * architecture learn from the same pass, on the training loss.
 *
 * <p>The resource penalty adds costWeight · Σ_e Σ_k z_{e,k} c_k to the mean loss, z the mixture and
 * c the cost of an operation as a fraction of the costliest, in the full network for the data set.
 *
 * <p>Source: Xie, Zheng, Liu, Lin, "SNAS: stochastic neural architecture search", ICLR 2019, <a
 * href="https://arxiv.org/abs/1812.09926">arXiv:1812.09926</a>, with the authors' code. What
 * differs: the penalty is on relative multiply-adds and not on the mean of the logarithms of
 * parameters, multiply-adds and memory; both take the derivative through the mixture.
 *
 * @param epochs epochs, at least 1
 * @param temperature of the Gumbel-softmax; published as 1 to 0.03 over 150 epochs
 * @param costWeight weight of the resource penalty against the mean loss (nats), at least 0
 * @param optimizer how the parameters follow their gradient
 * @param includeNone whether {@code none} is among the operations
 */
public record Snas(
    int epochs,
    Temperature temperature,
    double costWeight,
    AdamSettings optimizer,
    boolean includeNone)
    implements GradientMethod {

  /** Checks the settings. */
  public Snas {
    Settings.atLeast("epochs", epochs, 1);
    Settings.check(costWeight >= 0, "costWeight", "at least 0", costWeight);
  }

  @Override
  public String name() {
    return "snas";
  }

  @Override
  public PoolNorm evaluationPools() {
    return PoolNorm.AFFINE;
  }

  /** Both learn from training images. */
  @Override
  public boolean usesValidationImages() {
    return false;
  }

  @Override
  public List<Integer> stageEpochs() {
    return List.of(epochs);
  }

  @Override
  public SupernetForm form(SearchSpace space) {
    return Forms.mixture(space, includeNone, 1);
  }

  @Override
  public ArchitectureParameters start(SearchSpace space, RandomGenerator random) {
    var form = form(space);
    return ArchitectureParameters.normal(form, 0, Darts.INITIAL_DEVIATION, space, random);
  }

  @Override
  public Learner learner(
      ArchitectureParameters architecture, Schedule schedule, SearchSpace space, Target target) {
    return new GumbelLearner(
        Learner.Pass.TOGETHER,
        temperature,
        costWeight,
        optimizer,
        architecture,
        schedule,
        space,
        space.optionCosts(target));
  }

  @Override
  public double[] optionScores(ArchitectureParameters architecture, SearchSpace space) {
    return architecture.softmax(space).values();
  }
}
