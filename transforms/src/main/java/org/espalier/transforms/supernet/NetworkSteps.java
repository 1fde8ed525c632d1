package org.espalier.transforms.supernet;

import org.espalier.models.data.Batches;
import org.espalier.models.network.RateSchedule;
import org.espalier.models.network.StepResult;
import org.espalier.models.network.TrainedNetwork;
import org.espalier.models.numbers.Seeds;
import org.espalier.schemas.Candidate;

/**
 * The steps that train the network of one architecture. What a step sees and draws depends on its
 * number, the candidate and the run's seed only. A non-finite loss ends the steps.
 *
 * @param recipe how it is trained
 * @param schedule the rate of each step
 * @param stepsPerEpoch steps of an epoch
 */
public record NetworkSteps(Recipe recipe, RateSchedule schedule, int stepsPerEpoch) {

  /** Takes the steps, on the replica's share of the images. */
  public Tally take(Candidate candidate, TrainedNetwork network, Batches all) {
    var batches = all.shard(candidate.getDataShare(), candidate.getDataShares());
    var tally = new Tally();
    for (var step = 0; step < candidate.getSteps() && tally.isFinite(); step++) {
      var seed = Seeds.derive(candidate.getSeed(), step);
      tally.add(step(network, batches, candidate.getFirstStep() + step, seed));
      TrainingProgress.taken(step + 1);
    }
    return tally;
  }

  /**
   * Takes all steps of the recipe, from the first to the last.
   *
   * @param seed of what the steps draw
   * @return what the steps of the last epoch gave, or those of the one in which the loss left the
   *     finite range
   */
  public Tally takeAll(long seed, TrainedNetwork network, Batches batches) {
    var tally = new Tally();
    for (var at = 0; at < recipe.epochs() * stepsPerEpoch && tally.isFinite(); at++) {
      tally = at % stepsPerEpoch == 0 ? new Tally() : tally;
      tally.add(step(network, batches, at, Seeds.derive(seed, at)));
      TrainingProgress.taken(at + 1);
    }
    return tally;
  }

  private StepResult step(TrainedNetwork network, Batches batches, long at, long seed) {
    return network.train(
        batches.batch(at),
        schedule.rate(at),
        recipe.dropPath(at / stepsPerEpoch),
        recipe.averageDecay(at),
        seed);
  }
}
