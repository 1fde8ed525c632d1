package org.espalier.transforms.method.gradient;

import java.util.List;
import java.util.random.RandomGenerator;
import org.espalier.models.network.controller.PathController;
import org.espalier.models.network.controller.PathControllerShape;
import org.espalier.models.numbers.Seeds;
import org.espalier.models.numbers.Settings;
import org.espalier.models.space.SearchSpace;
import org.espalier.models.space.Target;
import org.espalier.schemas.SupernetForm;
import org.espalier.transforms.method.Learner;
import org.espalier.transforms.method.SharedTraining;
import org.espalier.transforms.method.TrainingRounds;

/**
 * ENAS: a recurrent controller draws the path of every step on the shared weights, and follows the
 * policy gradient of the reward that its paths earn on validation batches. At the end a few
 * architectures are drawn and the best of them is taken.
 *
 * <p>Option scores are the frequencies of the operations in a thousand paths drawn from the
 * controller.
 *
 * <p>Source: Pham, Guan, Zoph, Le, Dean, "Efficient neural architecture search via parameter
 * sharing", ICML 2018, <a href="https://arxiv.org/abs/1802.03268">arXiv:1802.03268</a>, in the form
 * in which NAS-Bench-201 has it. What differs: the reward is exp(−loss), the geometric mean of the
 * right class's probability, which the batch's loss gives where the paper takes its accuracy; the
 * controller learns between the steps on the weights and not after each epoch of them; Adam has its
 * usual decays.
 *
 * @param epochs epochs, at least 1
 * @param warmUpEpochs the first of them, in which the controller draws but does not learn, in [0,
 *     epochs)
 * @param hidden width of the controller, at least 1
 * @param controllerEvery the controller learns before every so many-th step, at least 1
 * @param learningRate Adam's step for the controller, above 0
 * @param entropy weight of the entropy of a path's choices (nats) against the reward, at least 0
 * @param baseline decay of the moving average of rewards, in [0, 1)
 * @param finalCandidates architectures drawn and scored at the end beside the derived one, at least
 *     0
 */
public record Enas(
    int epochs,
    int warmUpEpochs,
    int hidden,
    int controllerEvery,
    double learningRate,
    double entropy,
    double baseline,
    int finalCandidates)
    implements GradientMethod {

  private static final int PATHS = 1000;

  /** Checks the settings. */
  public Enas {
    Settings.atLeast("epochs", epochs, 1);
    Settings.check(
        warmUpEpochs >= 0 && warmUpEpochs < epochs, "warmUpEpochs", "in [0, epochs)", warmUpEpochs);
    Settings.atLeast("hidden", hidden, 1);
    Settings.atLeast("controllerEvery", controllerEvery, 1);
    Settings.positive("learningRate", learningRate);
    Settings.check(entropy >= 0, "entropy", "at least 0", entropy);
    Settings.belowOne("baseline", baseline);
    Settings.atLeast("finalCandidates", finalCandidates, 0);
  }

  @Override
  public String name() {
    return "enas";
  }

  @Override
  public boolean supports(SearchSpace space) {
    return true;
  }

  @Override
  public List<Integer> stageEpochs() {
    return List.of(epochs);
  }

  PathController controller(SearchSpace space) {
    return PathController.of(new PathControllerShape(space.options(), hidden));
  }

  @Override
  public SupernetForm form(SearchSpace space) {
    return Forms.path(space, true);
  }

  @Override
  public ArchitectureParameters start(SearchSpace space, RandomGenerator random) {
    var form = form(space);
    return new ArchitectureParameters(
        0, EnasLearner.start(controller(space).initial(random).parameters()), form);
  }

  @Override
  public TrainingRounds withTraining(SharedTraining training) {
    var learning = (long) (epochs - warmUpEpochs) * training.stepsPerEpoch();
    Settings.check(
        controllerEvery <= learning,
        "method.controllerEvery",
        "at most the %d steps in which the controller learns".formatted(learning),
        controllerEvery);
    return GradientMethod.super.withTraining(training);
  }

  @Override
  public Learner learner(
      ArchitectureParameters architecture, Schedule schedule, SearchSpace space, Target target) {
    return new EnasLearner(this, architecture, schedule, space);
  }

  @Override
  public double[] optionScores(ArchitectureParameters architecture, SearchSpace space) {
    return DrawnPaths.frequencies(
        paths(architecture, space, Seeds.random(0), PATHS), space.options());
  }

  @Override
  public boolean hasDistribution() {
    return true;
  }

  @Override
  public double[] drawn(
      ArchitectureParameters architecture, SearchSpace space, RandomGenerator random) {
    return DrawnPaths.frequencies(paths(architecture, space, random, 1), space.options());
  }

  private int[][] paths(
      ArchitectureParameters architecture, SearchSpace space, RandomGenerator random, int count) {
    var draws = DrawnPaths.draws(random, count, space.decisions().size());
    return controller(space)
        .propose(architecture.values(EnasLearner.CONTROLLER), architecture.mask(space), draws);
  }
}
