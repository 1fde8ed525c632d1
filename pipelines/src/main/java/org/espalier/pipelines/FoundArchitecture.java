package org.espalier.pipelines;

import java.util.Optional;
import org.espalier.models.layer.CountingRule;
import org.espalier.models.space.SearchSpaces;
import org.espalier.models.space.Target;
import org.espalier.schemas.Genotype;
import org.espalier.schemas.SearchState;
import org.espalier.transforms.method.SearchContext;
import org.espalier.transforms.storage.SearchRun;

/**
 * What a search has found: the architecture with the best score, or, where none was scored yet, the
 * one that its method has derived so far.
 *
 * @param genotype the architecture
 * @param score its validation accuracy, a fraction in [0, 1]; empty where it was derived only
 * @param parameters parameters of its full network
 * @param madds multiply-adds of one image through it, convolutions and linear layers counted
 */
public record FoundArchitecture(
    Genotype genotype, Optional<Double> score, long parameters, long madds) {

  /** What the search has found up to a state; empty where neither is there. */
  public static Optional<FoundArchitecture> of(SearchRun run, SearchState state) {
    var best = state.getBest();
    if (best != null) {
      return Optional.of(
          new FoundArchitecture(
              best.getGenotype(),
              Optional.of(best.getScore()),
              best.getParameters(),
              best.getMadds()));
    }
    var experiment = run.experiment();
    var space = SearchSpaces.named(experiment.space());
    var context =
        new SearchContext(space, experiment.dataSet(), experiment.seed(), run.files().weights());
    return experiment
        .evaluator()
        .join(experiment.method())
        .derived(state, context)
        .map(
            derived -> {
              var target = Target.of(experiment.dataSet());
              var cost = space.cost(derived.derived(), target, CountingRule.CONV_FC);
              return new FoundArchitecture(
                  derived.derived(), Optional.empty(), cost.parameters(), cost.madds());
            });
  }
}
