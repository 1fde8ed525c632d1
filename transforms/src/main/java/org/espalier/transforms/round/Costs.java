package org.espalier.transforms.round;

import org.espalier.models.layer.Cost;
import org.espalier.models.layer.CountingRule;
import org.espalier.models.space.SearchSpace;
import org.espalier.models.space.Target;
import org.espalier.schemas.Genotype;

/** Parameters and multiply-adds of the full network an architecture stands for. */
record Costs(SearchSpace space, Target target) {

  Cost of(Genotype genotype, CountingRule rule) {
    return space.cost(genotype, target, rule);
  }
}
