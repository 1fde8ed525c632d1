package org.espalier.transforms.round;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.espalier.schemas.SearchState;
import org.espalier.schemas.Trial;
import org.espalier.transforms.method.SearchMethod;
import org.espalier.transforms.storage.MemoryTensorStore;

/** Whole searches in a test, folded in process. */
public final class Searches {

  /** What a search left behind. */
  public record Outcome(SearchState state, List<Trial> trials, List<CompletedRound> rounds) {}

  private Searches() {}

  /** An experiment on the NAS-Bench-201 space with a made-up evaluator. */
  public static Experiment experiment(SearchMethod method, ToyEvaluator.Behaviour behaviour) {
    return experiment(method, behaviour, new Budget(400, 40, Double.POSITIVE_INFINITY, 3));
  }

  /** The same with a budget of its own. */
  public static Experiment experiment(
      SearchMethod method, ToyEvaluator.Behaviour behaviour, Budget budget) {
    return experiment(
        method,
        behaviour,
        budget,
        new Constraints(true, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY));
  }

  /** The same with constraints of its own, too. */
  public static Experiment experiment(
      SearchMethod method,
      ToyEvaluator.Behaviour behaviour,
      Budget budget,
      Constraints constraints) {
    return new Experiment(
        "test",
        7,
        "nb201",
        "cifar10",
        method,
        new ToyEvaluator(behaviour),
        budget,
        constraints,
        null);
  }

  /**
   * Folds an experiment to its end; trials reach Select in reverse, as a runner might have them.
   */
  public static Outcome run(Experiment experiment) {
    var trials = new ArrayList<Trial>();
    var rounds = new ArrayList<CompletedRound>();
    try (var round = Round.open(experiment, new MemoryTensorStore())) {
      var state = round.start();
      while (!Round.isOver(state)) {
        var scored =
            new ArrayList<>(round.sample(state).stream().map(round::trainAndScore).toList());
        Collections.reverse(scored);
        var completed = round.mutate(state, round.select(state, scored));
        trials.addAll(completed.trials());
        rounds.add(completed);
        state = completed.next();
      }
      return new Outcome(state, trials, rounds);
    }
  }
}
