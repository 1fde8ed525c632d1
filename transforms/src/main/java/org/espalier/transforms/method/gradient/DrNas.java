package org.espalier.transforms.method.gradient;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.espalier.models.numbers.AdamSettings;
import org.espalier.models.numbers.Floats;
import org.espalier.models.numbers.OptionMask;
import org.espalier.models.numbers.Settings;
import org.espalier.models.operation.PoolNorm;
import org.espalier.models.space.NetworkSize;
import org.espalier.models.space.SearchSpace;
import org.espalier.models.space.Target;
import org.espalier.schemas.SupernetForm;
import org.espalier.transforms.method.Learner;

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
 * @param operations options each decision has in each stage: in the first all that there are, then
 *     fewer or as many, at least 1
 * @param warmUpEpochs epochs at the start of each stage in which only weights are trained, at least
 *     0 and below each of {@code epochs}
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
    Settings.check(
        warmUpEpochs >= 0 && epochs.stream().allMatch(of -> warmUpEpochs < of),
        "warmUpEpochs",
        "at least 0 and below the epochs of each stage, " + epochs,
        warmUpEpochs);
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
  public PoolNorm evaluationPools() {
    return PoolNorm.PLAIN;
  }

  @Override
  public List<Integer> stageEpochs() {
    return epochs;
  }

  @Override
  public SupernetForm form(SearchSpace space) {
    return Forms.mixture(space, includeNone, partialChannels.get(0));
  }

  @Override
  public ArchitectureParameters start(SearchSpace space, RandomGenerator random) {
    var form = form(space);
    var mask = OptionMask.of(space.options(), form.getAllowed());
    var parameters =
        Parameters.normal(
            ArchitectureParameters.ALPHA, space.options().size(), 0, INITIAL_DEVIATION, random);
    forget(parameters, position -> !mask.has(position));
    return new ArchitectureParameters(0, parameters.tensors(), form);
  }

  private static void forget(Parameters parameters, IntPredicate gone) {
    IntStream.range(0, parameters.values().length).filter(gone).forEach(parameters::forget);
  }

  @Override
  public ArchitectureParameters next(ArchitectureParameters architecture, SearchSpace space) {
    var stage = architecture.stage() + 1;
    var mask = architecture.mask(space);
    var parameters = Parameters.of(ArchitectureParameters.ALPHA, architecture.tensors());
    var kept =
        IntStream.range(0, mask.index().decisions())
            .boxed()
            .flatMap(decision -> kept(decision, operations.get(stage), parameters.values(), mask))
            .collect(Collectors.toSet());
    forget(parameters, position -> !kept.contains(position));
    var form =
        SupernetForm.newBuilder(architecture.form())
            .setPartial(partialChannels.get(stage))
            .setAllowed(OptionMask.where(mask.index(), kept::contains).toList())
            .build();
    return new ArchitectureParameters(stage, parameters.tensors(), form);
  }

  /** Positions of the options of a decision with the largest values; of equal ones the first. */
  private static Stream<Integer> kept(int decision, int keep, double[] values, OptionMask mask) {
    return IntStream.range(mask.index().start(decision), mask.index().end(decision))
        .filter(mask::has)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> -values[i]))
        .limit(keep);
  }

  @Override
  public Learner learner(
      ArchitectureParameters architecture, Schedule schedule, SearchSpace space, Target target) {
    return new DrNasLearner(this, architecture, schedule, space);
  }

  @Override
  public double[] optionScores(ArchitectureParameters architecture, SearchSpace space) {
    return architecture.softmax(space).values();
  }

  @Override
  public double[] concentrations(ArchitectureParameters architecture, SearchSpace space) {
    var mask = architecture.mask(space);
    var concentrations =
        DrNasLearner.concentrations(
            Floats.doubles(architecture.values(ArchitectureParameters.ALPHA)));
    Arrays.setAll(concentrations, i -> mask.has(i) ? concentrations[i] : 0);
    return concentrations;
  }

  @Override
  public boolean hasDistribution() {
    return true;
  }

  @Override
  public double[] drawn(
      ArchitectureParameters architecture, SearchSpace space, RandomGenerator random) {
    var values = Floats.doubles(architecture.values(ArchitectureParameters.ALPHA));
    return new Dirichlet(architecture.mask(space))
        .draw(DrNasLearner.concentrations(values), random.nextLong())
        .theta();
  }

  @Override
  public void check(SearchSpace space, NetworkSize size) {
    var mask = OptionMask.of(space.options(), Forms.mixture(space, includeNone, 1).getAllowed());
    var available =
        IntStream.range(0, mask.index().decisions()).map(mask::count).max().orElseThrow();
    Settings.check(
        operations.get(0) == available,
        "operations of the first stage",
        "the " + available + " that " + space.name() + " has with includeNone " + includeNone,
        operations.get(0));
    partialChannels.forEach(partial -> Forms.checkPartial("partialChannels", partial, space, size));
  }
}
