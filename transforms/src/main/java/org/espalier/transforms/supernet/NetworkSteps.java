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
   * @throws ArithmeticException if there are more than an int counts
   */
  public Taken takeAll(long seed, TrainedNetwork network, Batches batches) {
    var all = Math.multiplyExact(recipe.epochs(), stepsPerEpoch);
    var tally = new Tally();
    var taken = 0;
    while (taken < all && tally.isFinite()) {
      tally = taken % stepsPerEpoch == 0 ? new Tally() : tally;
      tally.add(step(network, batches, taken, Seeds.derive(seed, taken)));
      taken++;
      TrainingProgress.taken(taken);
    }
    return new Taken(taken, tally);
  }

  /**
   * A training from its first step on.
   *
   * @param steps steps taken: all, unless the loss left the finite range
   * @param lastEpoch what the steps of the last epoch gave
   */
  public record Taken(int steps, Tally lastEpoch) {}

  private StepResult step(TrainedNetwork network, Batches batches, long at, long seed) {
    return network.train(
        batches.batch(at),
        schedule.rate(at),
        recipe.dropPath(at / stepsPerEpoch),
        recipe.averageDecay(at),
        seed);
  }
}
