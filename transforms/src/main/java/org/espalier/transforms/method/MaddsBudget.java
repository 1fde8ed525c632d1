package org.espalier.transforms.method;

import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.espalier.models.layer.CountingRule;
import org.espalier.models.numbers.Settings;
import org.espalier.models.space.SearchSpace;
import org.espalier.models.space.Target;
import org.espalier.schemas.Genotype;

/**
 * A budget of multiply-adds of the full network, convolutions and linear layers counted, as trials
 * have them.
 *
 * @param most the budget
 * @param space the space
 * @param target what the network is for
 */
public record MaddsBudget(double most, SearchSpace space, Target target) {

  private static final int TRIES = 200;

  /**
   * Checks that some network is within it.
   *
   * @throws IllegalArgumentException naming the smallest network's multiply-adds
   */
  public void check(String setting) {
    long least = space.leastCost(target, CountingRule.CONV_FC).madds();
    Settings.check(
        most >= least,
        setting,
        "at least " + least + ", the multiply-adds of the smallest network of the space",
        most);
  }

  /** Whether an architecture is within it. */
  boolean holds(Genotype genotype) {
    return space.cost(genotype, target, CountingRule.CONV_FC).madds() <= most;
  }

  /**
   * A random architecture within it: drawn uniformly, up to 200 times; if none of them is,
   * decisions of the last take their cheapest option, one after the other in random order, until it
   * is.
   */
  Genotype draw(RandomGenerator random) {
    var genotype = space.random(random);
    for (int tries = 1; tries < TRIES && !holds(genotype); tries++) {
      genotype = space.random(random);
    }
    var cheapest = space.cheapestPath(target);
    var order = IntStream.range(0, cheapest.length).toArray();
    // Not read back from the genotype, in which a space may have moved what was decided.
    var encoding = space.encoding(genotype);
    for (int left = order.length; left > 0 && !holds(genotype); left--) {
      int at = random.nextInt(left);
      encoding[order[at]] = cheapest[order[at]];
      genotype = space.genotype(encoding);
      order[at] = order[left - 1];
    }
    return genotype;
  }
}
