package org.espalier.transforms.method.gradient;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.espalier.models.numbers.Settings;
import org.espalier.models.space.NetworkSize;
import org.espalier.models.space.SearchSpace;
import org.espalier.models.space.Target;
import org.espalier.schemas.Gauge;
import org.espalier.schemas.SupernetForm;
import org.espalier.transforms.method.Learner;
import org.espalier.transforms.method.RoundMethod;
import org.espalier.transforms.method.SearchMethod;
import org.espalier.transforms.method.SharedTraining;
import org.espalier.transforms.method.TrainingRounds;

/**
 * A search method whose architecture parameters are learned by gradient, inside the steps that
 * train shared weights. Implementations are records of their settings; {@link GradientSearch} makes
 * the rounds, the same for all of them.
 */
public interface GradientMethod extends SearchMethod {

  /** Where options have outputs: neither mixtures nor gates say what others are worth. */
  @Override
  default boolean supports(SearchSpace space) {
    return space.optionsHaveOutputs();
  }

  @Override
  SupernetForm form(SearchSpace space);

  /** Whether any pass sees validation images. */
  default boolean usesValidationImages() {
    return true;
  }

  /** Epochs of each stage, at least one stage. */
  List<Integer> stageEpochs();

  /** The parameters at the start, and the supernet of {@link #form}. */
  ArchitectureParameters start(SearchSpace space, RandomGenerator random);

  /** What begins the next stage: parameters pruned, supernet changed. Not called after the last. */
  default ArchitectureParameters next(ArchitectureParameters architecture, SearchSpace space) {
    return new ArchitectureParameters(
        architecture.stage() + 1, architecture.tensors(), architecture.form());
  }

  /**
   * The learner of a candidate that begins with this architecture.
   *
   * @param target images and classes of the full network, whose multiply-adds options cost
   */
  Learner learner(
      ArchitectureParameters architecture, Schedule schedule, SearchSpace space, Target target);

  /**
   * How strongly each option is wanted, one a position of the space's options, at least 0; 0 where
   * the form leaves it out. The space derives the genotype from it.
   */
  double[] optionScores(ArchitectureParameters architecture, SearchSpace space);

  /**
   * Whether an edge may end with the operation that outputs zeros, where its space has one among
   * the options. Where not, {@code none} takes part in the search and is never what is derived.
   */
  default boolean allowNoneInDerived() {
    return true;
  }

  /**
   * Concentrations of the Dirichlet distribution that the parameters stand for, one a position of
   * the space's options, above 0; 0 where the form leaves an operation out. Empty for methods
   * without one.
   */
  default double[] concentrations(ArchitectureParameters architecture, SearchSpace space) {
    return new double[0];
  }

  /**
   * Option scores drawn from the distribution that the parameters stand for, in the same layout;
   * for a method without a distribution those of {@link #optionScores}.
   */
  default double[] drawn(
      ArchitectureParameters architecture, SearchSpace space, RandomGenerator random) {
    return optionScores(architecture, space);
  }

  /** Whether the parameters stand for a distribution of their own, which {@link #drawn} samples. */
  default boolean hasDistribution() {
    return false;
  }

  /**
   * Architectures drawn from the distribution that are scored beside the derived one at the end,
   * where the best of them is what was found; 0 for methods that trust the derived one.
   */
  default int finalCandidates() {
    return 0;
  }

  /**
   * Architectures drawn from the distribution that are scored at the end of each stage but the
   * last, beside the derived one, before the next stage begins; 0 for methods that go on at once.
   */
  default int stageCandidates() {
    return 0;
  }

  /**
   * Checks the method against a space and the number of channels of a supernet's edges.
   *
   * @throws IllegalArgumentException naming the setting, its value and the range
   */
  default void check(SearchSpace space, NetworkSize size) {}

  /**
   * Checks the method against the full networks of a space for a target.
   *
   * @throws IllegalArgumentException naming the setting, its value and the range
   */
  default void check(SearchSpace space, Target target) {}

  /** Numbers that the method shows of its parameters, beside those that all methods have. */
  default List<Gauge> gauges(
      ArchitectureParameters architecture, SearchSpace space, Target target) {
    return List.of();
  }

  @Override
  default TrainingRounds withTraining(SharedTraining training) {
    Settings.check(
        training.pretraining().isEmpty(),
        "evaluator.training.pretraining",
        "absent with method " + name() + ", which says what each step runs",
        "set");
    return new GradientSearch(
        this, training.stepsPerEpoch(), training.stepsPerRound(), training.replicas());
  }

  @Override
  default Optional<RoundMethod> withoutTraining() {
    return Optional.empty();
  }
}
