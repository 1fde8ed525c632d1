package org.espalier.pipelines.config;

import java.util.Arrays;
import java.util.Optional;
import org.espalier.models.operation.PoolNorm;
import org.espalier.models.space.LearnedSpaceFile;
import org.espalier.models.space.SearchSpaces;
import org.espalier.schemas.Genotype;
import org.espalier.transforms.evaluate.NetworkEvaluator;
import org.espalier.transforms.method.Retraining;
import org.espalier.transforms.round.Budget;
import org.espalier.transforms.round.Constraints;
import org.espalier.transforms.round.Experiment;
import org.espalier.transforms.round.Purpose;

/**
 * How an architecture is trained from scratch: a configuration file, key for component. Where it
 * runs is not part of it.
 *
 * @param name name of the run, for its directory and its rows
 * @param seed seed of the run
 * @param space name of the architecture's search space; {@code autospace:FILE} becomes the name of
 *     the space that the file holds
 * @param architecture the architecture in the space's text form, as it was given: the order of its
 *     inputs is that by which its authors' code names tensors; absent where the command line says
 *     which
 * @param data the data set trained on
 * @param evaluator network, images and recipe
 */
public record RetrainConfig(
    String name,
    long seed,
    String space,
    Optional<String> architecture,
    SearchConfig.Data data,
    NetworkEvaluator evaluator) {

  /** Checks the names. */
  public RetrainConfig {
    RunName.check(name);
    space = LearnedSpaceFile.named(space);
    var parser = SearchSpaces.named(space);
    architecture.ifPresent(parser::parse);
  }

  /** The same for an architecture of its space. */
  public RetrainConfig of(String text) {
    return new RetrainConfig(name, seed, space, Optional.of(text), data, evaluator);
  }

  /** The same with what follows a pooling, unless the recipe says so itself. */
  public RetrainConfig withPools(PoolNorm pools) {
    var says = evaluator.training().poolNorm() != null;
    return says || !SearchSpaces.named(space).heedsEvaluation()
        ? this
        : new RetrainConfig(name, seed, space, architecture, data, evaluator.withPools(pools));
  }

  /**
   * The architecture.
   *
   * @throws IllegalArgumentException where there is none
   */
  public Genotype genotype() {
    return SearchSpaces.named(space)
        .parse(
            architecture.orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "architecture is missing: give a run that has found one, --architecture,"
                            + " or the key in the file")));
  }

  /** The experiment this configuration describes, paths made absolute. */
  public Experiment experiment() {
    var encoding = SearchSpaces.named(space).encoding(genotype());
    return new Experiment(
        name,
        seed,
        space,
        data.dataset(),
        new Retraining(
            Arrays.stream(encoding).boxed().toList(),
            evaluator.training().epochs(),
            evaluator.images().val() > 0),
        evaluator.absolute(),
        budget(),
        new Constraints(false, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY),
        null,
        Purpose.RETRAIN);
  }

  /** Optimizer steps of the whole training. */
  public long plannedSteps() {
    return (long) evaluator.training().epochs() * evaluator.stepsPerEpoch();
  }

  /** Only its epochs, or a failed trial, end a training. */
  public Budget budget() {
    return new Budget(Integer.MAX_VALUE, Long.MAX_VALUE, Double.POSITIVE_INFINITY, 0);
  }
}
