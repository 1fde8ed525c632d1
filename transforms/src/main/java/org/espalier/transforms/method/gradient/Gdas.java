package org.espalier.transforms.method.gradient;

import java.util.List;
import java.util.random.RandomGenerator;
import org.espalier.models.numbers.AdamSettings;
import org.espalier.models.numbers.Settings;
import org.espalier.models.space.SearchSpace;
import org.espalier.models.space.Target;
import org.espalier.schemas.SupernetForm;
import org.espalier.transforms.method.Learner;

/**
 * GDAS: each pass runs the one operation of every edge that a Gumbel-softmax puts first; backward,
 * the gate of that operation stands for its softmax probability (straight-through).
 *
 * <p>Source: Dong, Yang, "Searching for a robust neural architecture in four GPU hours", CVPR 2019,
 * <a href="https://arxiv.org/abs/1910.04465">arXiv:1910.04465</a>. What differs: operations that
 * were not sampled add nothing, where the authors' code adds their weights, which are 0 forward, to
 * every value of the edge and so to the gradient.
 *
 * @param epochs epochs, at least 1
 * @param temperature of the Gumbel-softmax; published as 10 to 0.1
 * @param optimizer how the parameters follow their gradient
 * @param includeNone whether {@code none} is among the operations
 */
public record Gdas(int epochs, Temperature temperature, AdamSettings optimizer, boolean includeNone)
    implements GradientMethod {

  /** Checks the settings. */
  public Gdas {
    Settings.atLeast("epochs", epochs, 1);
  }

  @Override
  public String name() {
    return "gdas";
  }

  @Override
  public List<Integer> stageEpochs() {
    return List.of(epochs);
  }

  @Override
  public SupernetForm form(SearchSpace space) {
    return Forms.path(space, includeNone);
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
        Learner.Pass.FIRST_ORDER,
        temperature,
        0,
        optimizer,
        architecture,
        schedule,
        space,
        new double[space.options().size()]);
  }

  @Override
  public double[] optionScores(ArchitectureParameters architecture, SearchSpace space) {
    return architecture.softmax(space).values();
  }
}
