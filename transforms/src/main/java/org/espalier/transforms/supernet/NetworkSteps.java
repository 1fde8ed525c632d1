package org.espalier.transforms.supernet;

import org.espalier.models.data.Batches;
import org.espalier.models.network.RateSchedule;
import org.espalier.models.network.TrainedNetwork;
import org.espalier.models.numbers.Seeds;
import org.espalier.schemas.Candidate;

/**
 * The steps of one candidate that train the network of one architecture. What a step sees and draws
 * depends on its number, the candidate and the run's seed only. A non-finite loss ends the steps.
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
      var at = candidate.getFirstStep() + step;
      tally.add(
          network.train(
              batches.batch(at),
              schedule.rate(at),
              recipe.dropPath(at / stepsPerEpoch),
              recipe.averageDecay(at),
              Seeds.derive(candidate.getSeed(), step)));
      TrainingProgress.taken(step + 1);
    }
    return tally;
  }
}
