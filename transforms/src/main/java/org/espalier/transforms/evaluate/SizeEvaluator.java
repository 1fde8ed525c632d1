package org.espalier.transforms.evaluate;

import java.util.List;
import org.espalier.models.layer.CountingRule;
import org.espalier.models.space.SearchSpace;
import org.espalier.models.space.Target;
import org.espalier.schemas.Genotype;
import org.espalier.transforms.method.SearchMethod;

/**
 * Scores by size alone: the parameters of the full network over those of the largest one, a
 * fraction in (0, 1]. Trains nothing and needs no file; the baseline that every cheap proxy has to
 * beat.
 *
 * <p>Source: Ning et al., "Evaluating efficient performance estimators of neural architectures",
 * NeurIPS 2021, where the number of parameters is one of the baselines.
 */
public record SizeEvaluator() implements Evaluator {

  @Override
  public String name() {
    return "size";
  }

  @Override
  public Scorer open(SearchMethod method, SearchSpace space, String dataSet) {
    var target = Target.of(dataSet);
    var largest = parameters(space.largest(target), space, target);
    return (candidate, context) -> {
      var share = (double) parameters(candidate.getGenotype(), space, target) / largest;
      return Measurement.scored(share, List.of(), 0, "none");
    };
  }

  private static long parameters(Genotype genotype, SearchSpace space, Target target) {
    return space.cost(genotype, target, CountingRule.CONV_FC).parameters();
  }
}
