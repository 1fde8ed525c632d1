package org.espalier.models.catalog;

import org.espalier.models.layer.CountingRule;
import org.espalier.models.layer.LayerCounter;
import org.espalier.models.operation.PoolNorm;
import org.espalier.models.space.DartsMacro;
import org.espalier.models.space.Evaluation;
import org.espalier.models.space.SearchSpaces;
import org.espalier.models.space.Stem;
import org.espalier.models.space.Target;
import org.espalier.schemas.Genotype;

/**
 * The exact size of a network, by every counting rule.
 *
 * @param parameters trainable parameters
 * @param conv multiply-adds of the convolutions
 * @param convFc those, and those of linear layers
 * @param profiler those, and the operations that a profiler adds for normalization and ReLU
 */
public record CountedSize(long parameters, long conv, long convFc, long profiler) {

  /** The size of a genotype in a network. */
  public static CountedSize of(Genotype genotype, DartsMacro macro, PoolNorm pools) {
    var input = Target.of(macro.stem() == Stem.IMAGENET ? "imagenet" : "cifar10").input();
    var space = SearchSpaces.named(genotype.getSpace());
    var network = space.evaluationNetwork(macro.size(), input, Evaluation.of(pools));
    var path = space.encoding(genotype);
    return new CountedSize(
        LayerCounter.cost(network, path, CountingRule.CONV).parameters(),
        LayerCounter.cost(network, path, CountingRule.CONV).madds(),
        LayerCounter.cost(network, path, CountingRule.CONV_FC).madds(),
        LayerCounter.cost(network, path, CountingRule.PROFILER).madds());
  }

  /** Multiply-adds by one of the rules. */
  public long madds(CountingRule rule) {
    return switch (rule) {
      case CONV -> conv;
      case CONV_FC -> convFc;
      case PROFILER -> profiler;
    };
  }
}
