package org.espalier.transforms.evaluate;

import java.util.List;
import java.util.stream.IntStream;
import org.espalier.models.space.CountingRule;
import org.espalier.models.space.Target;
import org.espalier.schemas.Genotype;
import org.espalier.transforms.method.SearchContext;
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
  public Scorer open(SearchContext context, SearchMethod method) {
    var target = Target.of(context.dataSet());
    var largest =
        IntStream.range(0, context.space().operations().size())
            .mapToLong(
                operation -> parameters(context.space().everywhere(operation), context, target))
            .max()
            .orElseThrow();
    return candidate -> {
      var share = (double) parameters(candidate.getGenotype(), context, target) / largest;
      return Measurement.scored(share, List.of(), 0, "none");
    };
  }

  private static long parameters(Genotype genotype, SearchContext context, Target target) {
    return context.space().cost(genotype, target, CountingRule.CONV_FC).parameters();
  }
}
