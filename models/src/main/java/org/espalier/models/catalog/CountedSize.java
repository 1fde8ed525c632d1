package org.espalier.models.catalog;

import org.espalier.models.space.CountingRule;
import org.espalier.models.space.DartsMacro;
import org.espalier.models.space.PoolNorm;
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
    var target = Target.of(macro.stem() == DartsMacro.Stem.IMAGENET ? "imagenet" : "cifar10");
    return new CountedSize(
        macro.cost(genotype, pools, target, CountingRule.CONV).parameters(),
        macro.cost(genotype, pools, target, CountingRule.CONV).madds(),
        macro.cost(genotype, pools, target, CountingRule.CONV_FC).madds(),
        macro.cost(genotype, pools, target, CountingRule.PROFILER).madds());
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
