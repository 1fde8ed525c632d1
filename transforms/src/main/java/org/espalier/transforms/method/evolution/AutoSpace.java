package org.espalier.transforms.method.evolution;

import java.util.Optional;
import org.espalier.models.numbers.AdamSettings;
import org.espalier.models.numbers.Settings;
import org.espalier.models.operation.MotifGenes;
import org.espalier.models.space.CellSpace;
import org.espalier.models.space.SearchSpace;
import org.espalier.schemas.SupernetForm;
import org.espalier.transforms.method.RoundMethod;
import org.espalier.transforms.method.SearchMethod;
import org.espalier.transforms.method.SharedTraining;
import org.espalier.transforms.method.TrainingRounds;

/**
 * AutoSpace: evolves the search space itself. Each group of blocks has a population of cells. A
 * generation draws a few of each by tournament and mutation of one gene, trains them side by side
 * in one supernet, mixed by softmax(α), and lets α follow the gradient of the validation loss; a
 * cell's fitness is the moving average of its α less the mean of those beside it. The fittest of
 * every group are the space.
 *
 * <p>Source: Zhang et al., "AutoSpace: neural architecture search with less human interference",
 * ICCV 2021, <a href="https://arxiv.org/abs/2103.11833">arXiv:2103.11833</a>. Its code was never
 * published: populations, tournament, mutation, cells side by side, α by gradient, fitness that is
 * updated after each generation, references and a constraint on cost are the paper's; the rest, and
 * every number, is <b>our reconstruction</b>.
 *
 * @param generations generations, at least 1; each is one round of {@code stepsPerRound} steps
 * @param population members of a group, all distinct: at least cells + 3 references where there are
 *     some, at most all 5130 cells
 * @param tournament members drawn for a parent, in [1, population]
 * @param mutationProbability probability that a cell is a mutation of the parent and not the parent
 *     itself, in [0, 1]
 * @param cells cells of a group that are trained side by side, at least 2; 4 in the paper's figure
 * @param references how many of them are drawn from the references, in [0, cells), at most 3; with
 *     0, a control, no reference is a member of a population
 * @param fitnessDecay γ of f ← γ f + (1 − γ) α̂, in [0, 1)
 * @param warmUpSteps first steps of each generation, in which only weights learn, at least 0: a
 *     cell that was just drawn is not evaluated by weights that it has not trained yet
 * @param alphaInterval after them, α learns before every so many-th step, at least 1; 0 for never:
 *     a control whose fitness is that of random α
 * @param inheritWeights whether cells start from their own weights or their parent's; otherwise
 *     from fresh ones, a control
 * @param costWeight μ of the loss's term μ · E[multiply-adds] / costTarget, at least 0
 * @param costTarget multiply-adds of the network whose size is published for the data set's images,
 *     above those of the cheapest cells
 * @param optimizer how α follows its gradient; it starts anew in each generation
 */
public record AutoSpace(
    int generations,
    int population,
    int tournament,
    double mutationProbability,
    int cells,
    int references,
    double fitnessDecay,
    int warmUpSteps,
    int alphaInterval,
    boolean inheritWeights,
    double costWeight,
    double costTarget,
    AdamSettings optimizer)
    implements SearchMethod {
  private static final int ALPHABET = MotifGenes.searched().size();

  /** Checks the settings. */
  public AutoSpace {
    Settings.atLeast("generations", generations, 1);
    Settings.atLeast("cells", cells, 2);
    Settings.atLeast("population", population, cells + kept(references));
    Settings.check(
        population <= ALPHABET, "population", "at most " + ALPHABET + ", all cells", population);
    Settings.check(
        tournament >= 1 && tournament <= population,
        "tournament",
        "in [1, population]",
        tournament);
    Settings.between("mutationProbability", mutationProbability, 0, 1);
    Settings.check(
        references >= 0 && references < cells && references <= MotifGenes.REFERENCES.size(),
        "references",
        "in [0, cells), at most " + MotifGenes.REFERENCES.size(),
        references);
    Settings.belowOne("fitnessDecay", fitnessDecay);
    Settings.atLeast("warmUpSteps", warmUpSteps, 0);
    Settings.atLeast("alphaInterval", alphaInterval, 0);
    Settings.check(costWeight >= 0, "costWeight", "at least 0", costWeight);
    Settings.positive("costTarget", costTarget);
  }

  /** References that are members of a population for good. */
  static int kept(int references) {
    return references > 0 ? MotifGenes.REFERENCES.size() : 0;
  }

  @Override
  public String name() {
    return "autospace";
  }

  @Override
  public boolean supports(SearchSpace space) {
    return space.name().equals(CellSpace.NAME);
  }

  @Override
  public SupernetForm form(SearchSpace space) {
    return SupernetForm.newBuilder().setMixed(false).setParallel(cells).build();
  }

  @Override
  public TrainingRounds withTraining(SharedTraining training) {
    Settings.check(
        training.pretraining().isEmpty(),
        "evaluator.training.pretraining",
        "absent with method " + name() + ", which says what each step runs",
        "set");
    Settings.check(
        alphaInterval == 0 || warmUpSteps < training.stepsPerRound(),
        "method.warmUpSteps",
        "below evaluator.training.stepsPerRound, "
            + training.stepsPerRound()
            + ": alpha learns in the steps after these only",
        warmUpSteps);
    return new SpaceRounds(this, training.stepsPerRound(), training.replicas());
  }

  @Override
  public Optional<RoundMethod> withoutTraining() {
    return Optional.empty();
  }
}
