package org.espalier.transforms.method.gradient;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.espalier.models.numbers.AdamSettings;
import org.espalier.models.numbers.Settings;
import org.espalier.models.space.SearchSpace;
import org.espalier.models.space.Target;
import org.espalier.schemas.SupernetForm;
import org.espalier.transforms.method.FloatTensors;
import org.espalier.transforms.method.Learner;

/**
 * DSNAS: every step trains one path, drawn decision by decision from the softmax of the parameters
 * α, and the same pass gives the gradient of both: with r the gradient of the mean training loss by
 * a gate of value 1 on the sampled option s of a decision, ∂/∂α_j = r (δ_js − p_j). Edges that have
 * made up their mind are frozen; a second stage trains the weights alone along the most probable
 * path, so that the network needs no training of its own.
 *
 * <p>The cost penalty adds costWeight · Σ_e p_{e,s} c_s to the <em>mean</em> loss where the mean
 * cost of the path's operations is at least costLimit; c is a fraction of the costliest operation,
 * in the full network for the data set. The authors' code divides the loss, but not the penalty, by
 * the number of workers W twice: its λ per million multiply-adds is here λ · W² · F, with F the
 * millions of multiply-adds of the costliest operation. Their search of space {@code shufflenet} on
 * ImageNet has λ = 1e-6, W = 8, F = 33.178 and a limit of 290 million for 20 blocks: a costWeight
 * of 0.00212 and a costLimit of 0.437.
 *
 * <p>Source: Hu, Xie, Zheng, Liu, Shi, Liu, Lin, "DSNAS: direct neural architecture search without
 * parameter retraining", CVPR 2020, <a
 * href="https://arxiv.org/abs/2002.09128">arXiv:2002.09128</a>, with the authors' code. What
 * differs: cost counts relative to the costliest operation; running statistics are not reset
 * between the stages, as scores use those of each batch; operations off the path stand still in a
 * step, where theirs, of gradient zero, still decay and move by their momentum; the α of a frozen
 * edge stand still, where theirs drift within an epoch and are put back at the start of the next.
 *
 * @param epochs epochs in which α learns, at least 1
 * @param warmUpEpochs the first of them, in which only weights are trained, in [0, epochs)
 * @param weightEpochs epochs of the second stage, at least 0
 * @param stopMargin an edge is frozen at the start of an epoch where its highest probability is at
 *     least this far above the second, in (0, 1]; published as 0.3
 * @param costWeight weight of the cost penalty against the mean loss (nats), at least 0
 * @param costLimit mean cost of a path's operations from which it is penalized, a fraction in [0,
 *     1]
 * @param optimizer how α follows its gradient
 * @param includeNone whether {@code none} is among the operations. The published spaces of blocks
 *     have no such operation; where there is one, its output and so its gate's gradient is always
 *     0, while a gate on a path that does not fit yet raises the loss: edges then tend to none
 * @param sandwichInterval in the first stage, every so many-th step trains the weights alone, along
 *     the costliest operation of each edge that is not frozen; 0 for never, as published. Short
 *     searches need it: gates see how well weights fit, and weights of large operations fit late.
 *     It is the sandwich rule of Yu and Huang, "Universally slimmable networks and improved
 *     training techniques", ICCV 2019, without its smallest path
 */
public record Dsnas(
    int epochs,
    int warmUpEpochs,
    int weightEpochs,
    double stopMargin,
    double costWeight,
    double costLimit,
    AdamSettings optimizer,
    boolean includeNone,
    int sandwichInterval)
    implements GradientMethod {

  private static final double INITIAL_MEAN = 1;
  private static final double INITIAL_DEVIATION = 0.01;

  /** Checks the settings. */
  public Dsnas {
    Settings.atLeast("epochs", epochs, 1);
    Settings.check(
        warmUpEpochs >= 0 && warmUpEpochs < epochs, "warmUpEpochs", "in [0, epochs)", warmUpEpochs);
    Settings.atLeast("weightEpochs", weightEpochs, 0);
    Settings.check(stopMargin > 0 && stopMargin <= 1, "stopMargin", "in (0, 1]", stopMargin);
    Settings.check(costWeight >= 0, "costWeight", "at least 0", costWeight);
    Settings.between("costLimit", costLimit, 0, 1);
    Settings.atLeast("sandwichInterval", sandwichInterval, 0);
  }

  @Override
  public String name() {
    return "dsnas";
  }

  /** Both learn from training images. */
  @Override
  public boolean usesValidationImages() {
    return false;
  }

  @Override
  public List<Integer> stageEpochs() {
    return weightEpochs == 0 ? List.of(epochs) : List.of(epochs, weightEpochs);
  }

  @Override
  public SupernetForm form(SearchSpace space) {
    return Forms.path(space, includeNone);
  }

  @Override
  public ArchitectureParameters start(SearchSpace space, RandomGenerator random) {
    var form = form(space);
    var start = ArchitectureParameters.normal(form, INITIAL_MEAN, INITIAL_DEVIATION, space, random);
    var tensors = new ArrayList<>(start.tensors());
    tensors.add(FloatTensors.of(DsnasLearner.FROZEN, new float[space.decisions().size()]));
    return start.with(tensors);
  }

  @Override
  public Learner learner(
      ArchitectureParameters architecture, Schedule schedule, SearchSpace space, Target target) {
    return new DsnasLearner(this, architecture, schedule, space, space.optionCosts(target));
  }

  @Override
  public double[] optionScores(ArchitectureParameters architecture, SearchSpace space) {
    return architecture.softmax(space).values();
  }
}
