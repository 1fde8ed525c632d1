package org.espalier.transforms.method.gradient;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.espalier.models.numbers.AdamSettings;
import org.espalier.models.numbers.Settings;
import org.espalier.models.space.EdgeSpace;
import org.espalier.schemas.SupernetForm;
import org.espalier.transforms.method.gradient.Learner.Pass;

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
 * @param warmUpEpochs the first of them, in which only weights are trained, at least 0
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
    Settings.atLeast("warmUpEpochs", warmUpEpochs, 0);
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
  public ArchitectureParameters start(EdgeSpace space, RandomGenerator random) {
    var form =
        SupernetForm.newBuilder(Forms.mixture(space, true, partialChannels))
            .setEdgeWeights(true)
            .build();
    var size = Choices.of(form, space).size();
    var deviation = Darts.INITIAL_DEVIATION;
    var tensors =
        new ArrayList<>(
            Parameters.normal(SoftmaxLearner.ALPHA, size, 0, deviation, random).tensors());
    tensors.addAll(
        Parameters.normal(SoftmaxLearner.BETA, space.edges().size(), 0, deviation, random)
            .tensors());
    return new ArchitectureParameters(0, tensors, form);
  }

  @Override
  public Learner learner(ArchitectureParameters architecture, Schedule schedule, EdgeSpace space) {
    return new SoftmaxLearner(
        Pass.FIRST_ORDER, warmUpEpochs, optimizer, architecture, schedule, space);
  }

  @Override
  public double[] optionScores(ArchitectureParameters architecture, EdgeSpace space) {
    var tensors = architecture.tensors();
    var choices = Choices.of(architecture.form(), space);
    var mixture = SoftmaxRows.of(Parameters.values(SoftmaxLearner.ALPHA, tensors), choices);
    var shares = EdgeShares.of(Parameters.values(SoftmaxLearner.BETA, tensors), space);
    var optionScores = mixture.values().clone();
    for (var i = 0; i < optionScores.length; i++) {
      optionScores[i] *= shares.values()[i / choices.operations()];
    }
    return optionScores;
  }

  @Override
  public void check(EdgeSpace space, int channels) {
    Forms.checkPartial("partialChannels", partialChannels, channels);
  }
}
