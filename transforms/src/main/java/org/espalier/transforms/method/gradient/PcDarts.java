package org.espalier.transforms.method.gradient;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.espalier.models.numbers.AdamSettings;
import org.espalier.models.numbers.Floats;
import org.espalier.models.numbers.Settings;
import org.espalier.models.space.NetworkSize;
import org.espalier.models.space.SearchSpace;
import org.espalier.models.space.Target;
import org.espalier.schemas.SupernetForm;
import org.espalier.transforms.method.Learner;
import org.espalier.transforms.method.Learner.Pass;

/**
 * PC-DARTS: DARTS with 1/K of the channels in the mixture, the rest passing by, and with edges that
 * are weighted against the others of their node by a softmax of their own. An operation is wanted
 * as strongly as the product of the two weights says.
 *
 * <p>Source: Xu, Xie, Zhang, Chen, Qi, Tian, Xiong, "PC-DARTS: partial channel connections for
 * memory-efficient architecture search", ICLR 2020, <a
 * href="https://arxiv.org/abs/1907.05737">arXiv:1907.05737</a>; K = 4, and the architecture frozen
 * for the first 15 of 50 epochs, on CIFAR-10.
 *
 * @param epochs epochs, at least 1
 * @param warmUpEpochs the first of them, in which only weights are trained, in [0, epochs)
 * @param partialChannels K, at least 1
 * @param allowNoneInDerived whether an edge may end with {@code none} in spaces that leave the
 *     choice: the DARTS paper (section 2.4) never derives it, runs on NAS-Bench-201 do
 * @param optimizer how the parameters follow their gradient
 */
public record PcDarts(
    int epochs,
    int warmUpEpochs,
    int partialChannels,
    boolean allowNoneInDerived,
    AdamSettings optimizer)
    implements GradientMethod {

  /** Checks the settings. */
  public PcDarts {
    Settings.atLeast("epochs", epochs, 1);
    Settings.check(
        warmUpEpochs >= 0 && warmUpEpochs < epochs, "warmUpEpochs", "in [0, epochs)", warmUpEpochs);
    Settings.atLeast("partialChannels", partialChannels, 1);
  }

  @Override
  public String name() {
    return "pc-darts";
  }

  @Override
  public List<Integer> stageEpochs() {
    return List.of(epochs);
  }

  @Override
  public SupernetForm form(SearchSpace space) {
    return SupernetForm.newBuilder(Forms.mixture(space, true, partialChannels))
        .setEdgeWeights(true)
        .build();
  }

  @Override
  public ArchitectureParameters start(SearchSpace space, RandomGenerator random) {
    var form = form(space);
    var deviation = Darts.INITIAL_DEVIATION;
    var start = ArchitectureParameters.normal(form, 0, deviation, space, random);
    var tensors = new ArrayList<>(start.tensors());
    tensors.addAll(
        Parameters.normal(SoftmaxLearner.BETA, space.decisions().size(), 0, deviation, random)
            .tensors());
    return start.with(tensors);
  }

  @Override
  public Learner learner(
      ArchitectureParameters architecture, Schedule schedule, SearchSpace space, Target target) {
    return new SoftmaxLearner(
        Pass.FIRST_ORDER, warmUpEpochs, optimizer, architecture, schedule, space);
  }

  @Override
  public double[] optionScores(ArchitectureParameters architecture, SearchSpace space) {
    var optionScores = architecture.softmax(space).values().clone();
    var edgeWeights =
        EdgeWeights.of(Floats.doubles(architecture.values(SoftmaxLearner.BETA)), space);
    for (var i = 0; i < optionScores.length; i++) {
      optionScores[i] *= edgeWeights.values()[space.options().decision(i)];
    }
    return optionScores;
  }

  @Override
  public boolean supports(SearchSpace space) {
    return space.decisions().stream().allMatch(decision -> decision.edge().isPresent());
  }

  @Override
  public void check(SearchSpace space, NetworkSize size) {
    Forms.checkPartial("partialChannels", partialChannels, space, size);
  }
}
