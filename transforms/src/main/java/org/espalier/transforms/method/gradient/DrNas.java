package org.espalier.transforms.method.gradient;

import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.espalier.models.numbers.AdamSettings;
import org.espalier.models.numbers.Settings;
import org.espalier.models.space.EdgeSpace;
import org.espalier.schemas.SupernetForm;

/**
 * DrNAS: the mixture of each edge is drawn from a Dirichlet distribution, whose concentrations β =
 * ELU(a) + 1 follow the pathwise gradient of the validation loss. Stages begin with few channels
 * and all operations, and go on with more channels and the operations of largest a.
 *
 * <p>The three lists have one entry a stage. After a stage each edge keeps the operations with the
 * largest a, the values of the others become 0 and they are masked for good; θ is then a Dirichlet
 * variate of the kept ones. The architecture is frozen for the first epochs of <em>every</em>
 * stage.
 *
 * <p>Source: Chen, Wang, Cheng, Tang, Hsieh, "DrNAS: Dirichlet neural architecture search", ICLR
 * 2021, <a href="https://arxiv.org/abs/2006.10355">arXiv:2006.10355</a>, with the authors' code.
 * What differs: the moments of pruned operations are dropped with their values, and pruned
 * operations are no longer decayed.
 *
 * @param epochs epochs of each stage, each at least 1
 * @param partialChannels K of each stage, each at least 1, never growing
 * @param operations operations each edge has in each stage: in the first all that there are, then
 *     fewer or as many, at least 1
 * @param warmUpEpochs epochs at the start of each stage in which only weights are trained, at least
 *     0
 * @param optimizer how a follows its gradient; its weight decay is the regularizer {@code l2}
 * @param regularizer {@code l2}, by weight decay, or {@code kl}, the divergence from the flat
 *     Dirichlet distribution, which needs a weight decay of 0
 * @param klScale weight of the sum of the edges' divergences (nats) in the loss; 0 with {@code l2}
 * @param includeNone whether {@code none} is among the operations: published as true for the
 *     NAS-Bench-201 space and false for the DARTS space
 */
public record DrNas(
    List<Integer> epochs,
    List<Integer> partialChannels,
    List<Integer> operations,
    int warmUpEpochs,
    AdamSettings optimizer,
    String regularizer,
    double klScale,
    boolean includeNone)
    implements GradientMethod {

  private static final double INITIAL_DEVIATION = 1e-3;
  private static final String L2 = "l2";
  private static final String KL = "kl";

  /** Checks the settings. */
  public DrNas {
    var stages = epochs.size();
    Settings.atLeast("stages in epochs", stages, 1);
    Settings.check(
        partialChannels.size() == stages && operations.size() == stages,
        "epochs, partialChannels and operations",
        "of one length, an entry a stage",
        stages + ", " + partialChannels.size() + " and " + operations.size());
    epochs.forEach(of -> Settings.atLeast("epochs of a stage", of, 1));
    partialChannels.forEach(of -> Settings.atLeast("partialChannels of a stage", of, 1));
    operations.forEach(of -> Settings.atLeast("operations of a stage", of, 1));
    Settings.check(
        falls(partialChannels),
        "partialChannels",
        "never growing, stage by stage",
        partialChannels);
    Settings.check(falls(operations), "operations", "never growing, stage by stage", operations);
    Settings.atLeast("warmUpEpochs", warmUpEpochs, 0);
    Settings.check(
        regularizer.equals(L2) || regularizer.equals(KL), "regularizer", "l2 or kl", regularizer);
    Settings.check(
        regularizer.equals(KL) ? klScale > 0 : klScale == 0,
        "klScale",
        regularizer.equals(KL) ? "above 0 with regularizer kl" : "0 with regularizer l2",
        klScale);
    Settings.check(
        regularizer.equals(L2) || optimizer.weightDecay() == 0,
        "optimizer.weightDecay",
        "0 with regularizer kl",
        optimizer.weightDecay());
    epochs = List.copyOf(epochs);
    partialChannels = List.copyOf(partialChannels);
    operations = List.copyOf(operations);
  }

  private static boolean falls(List<Integer> values) {
    return IntStream.range(1, values.size()).allMatch(i -> values.get(i) <= values.get(i - 1));
  }

  @Override
  public String name() {
    return "drnas";
  }

  @Override
  public List<Integer> stageEpochs() {
    return epochs;
  }

  @Override
  public ArchitectureParameters start(EdgeSpace space, RandomGenerator random) {
    var form = Forms.mixture(space, includeNone, partialChannels.get(0));
    var choices = Choices.of(form, space);
    var parameters =
        Parameters.normal(DrNasLearner.ALPHA, choices.size(), 0, INITIAL_DEVIATION, random);
    for (var i = 0; i < choices.size(); i++) {
      if (!choices.has(i)) {
        parameters.forget(i);
      }
    }
    return new ArchitectureParameters(0, parameters.tensors(), form);
  }

  @Override
  public ArchitectureParameters next(ArchitectureParameters architecture, EdgeSpace space) {
    var stage = architecture.stage() + 1;
    var choices = Choices.of(architecture.form(), space);
    var parameters = Parameters.of(DrNasLearner.ALPHA, architecture.tensors());
    var kept =
        IntStream.range(0, choices.edges())
            .boxed()
            .flatMap(edge -> kept(edge, operations.get(stage), parameters.values(), choices))
            .collect(Collectors.toSet());
    for (var i = 0; i < choices.size(); i++) {
      if (!kept.contains(i)) {
        parameters.forget(i);
      }
    }
    var allowed = IntStream.range(0, choices.size()).mapToObj(kept::contains).toList();
    var form =
        SupernetForm.newBuilder(architecture.form())
            .setPartial(partialChannels.get(stage))
            .setAllowed(allowed.contains(false) ? allowed : List.of())
            .build();
    return new ArchitectureParameters(stage, parameters.tensors(), form);
  }

  /** Indices of the operations of an edge with the largest values; of equal ones the first. */
  private static Stream<Integer> kept(int edge, int keep, float[] values, Choices choices) {
    return IntStream.range(choices.at(edge, 0), choices.at(edge + 1, 0))
        .filter(choices::has)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> -values[i]))
        .limit(keep);
  }

  @Override
  public Learner learner(ArchitectureParameters architecture, Schedule schedule, EdgeSpace space) {
    return new DrNasLearner(this, architecture, schedule, space);
  }

  @Override
  public double[] optionScores(ArchitectureParameters architecture, EdgeSpace space) {
    var values = Parameters.values(DrNasLearner.ALPHA, architecture.tensors());
    return SoftmaxRows.of(values, Choices.of(architecture.form(), space)).values();
  }

  @Override
  public double[] concentrations(ArchitectureParameters architecture, EdgeSpace space) {
    var choices = Choices.of(architecture.form(), space);
    var values = Parameters.values(DrNasLearner.ALPHA, architecture.tensors());
    var concentrations = DrNasLearner.concentrations(values);
    for (var i = 0; i < concentrations.length; i++) {
      concentrations[i] = choices.has(i) ? concentrations[i] : 0;
    }
    return concentrations;
  }

  @Override
  public boolean hasDistribution() {
    return true;
  }

  @Override
  public double[] drawn(
      ArchitectureParameters architecture, EdgeSpace space, RandomGenerator random) {
    var values = Parameters.values(DrNasLearner.ALPHA, architecture.tensors());
    return new Dirichlet(Choices.of(architecture.form(), space))
        .draw(DrNasLearner.concentrations(values), random.nextLong())
        .theta();
  }

  @Override
  public void check(EdgeSpace space, int channels) {
    var available = space.operations().size() - (includeNone ? 0 : 1);
    Settings.check(
        operations.get(0) == available,
        "operations of the first stage",
        "the " + available + " that " + space.name() + " has with includeNone " + includeNone,
        operations.get(0));
    partialChannels.forEach(partial -> Forms.checkPartial("partialChannels", partial, channels));
  }
}
