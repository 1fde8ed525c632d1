package org.espalier.transforms.method;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.espalier.models.space.SearchSpace;
import org.espalier.models.space.ShrinkPhase;

/**
 * What is trained when, before a method searches.
 *
 * @param pretraining the settings
 * @param space where paths are drawn from
 */
record PretrainingPhases(Pretraining pretraining, SearchSpace space) {

  /** First step of what comes after what a step belongs to. */
  int end(long step) {
    return ends().stream().filter(end -> step < end).findFirst().orElse(pretraining.steps());
  }

  /** A path of the phase that a step belongs to, after the warm-up. */
  int[] draw(long step, RandomGenerator random) {
    return phase(step)
        .map(phase -> phase.draw(random))
        .orElseGet(() -> space.encoding(space.random(random)));
  }

  /**
   * Expansions by which channels are sorted before a step: where its phase has some, unless the
   * weights were made within that phase and so are sorted. It need not be the phase's first step:
   * the steps before may have diverged.
   *
   * @param step first step of a candidate
   * @param made steps after which its weights were made
   */
  List<Integer> sortedBefore(long step, long made) {
    return made > begin(step)
        ? List.of()
        : phase(step).map(ShrinkPhase::sortedBy).orElse(List.of());
  }

  /** First step of what a step belongs to. */
  private int begin(long step) {
    return ends().stream().mapToInt(Integer::intValue).filter(end -> end <= step).max().orElse(0);
  }

  private Optional<ShrinkPhase> phase(long step) {
    var ends = ends();
    for (var phase = 1; phase < ends.size(); phase++) {
      if (step < ends.get(phase) && step >= ends.get(phase - 1)) {
        return Optional.of(space.shrinkPhases().get(phase - 1));
      }
    }
    return Optional.empty();
  }

  /** The end of the warm-up, then those of the phases of shrinking. */
  private List<Integer> ends() {
    var ends = new ArrayList<Integer>(List.of(pretraining.warmUpSteps()));
    var shrinking = pretraining.shrinking();
    if (shrinking != null) {
      shrinking.steps().forEach(steps -> ends.add(ends.get(ends.size() - 1) + steps));
    }
    return ends;
  }
}
