package org.espalier.transforms.method;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.espalier.models.space.CountingRule;
import org.espalier.models.space.SearchSpace;
import org.espalier.models.space.Target;

/** The path with the most parameters: the same, largest operation at every decision. */
public final class LargestPath {

  private LargestPath() {}

  /** The operation of each decision. */
  public static int[] of(SearchSpace space, String dataSet) {
    var target = Target.of(dataSet);
    return IntStream.range(0, space.operations().size())
        .mapToObj(operation -> everywhere(space, operation))
        .max(Comparator.comparingLong(path -> parameters(space, path, target)))
        .orElseThrow();
  }

  private static int[] everywhere(SearchSpace space, int operation) {
    var path = new int[space.decisions()];
    Arrays.fill(path, operation);
    return path;
  }

  private static long parameters(SearchSpace space, int[] path, Target target) {
    return space.cost(space.genotype(path), target, CountingRule.CONV).parameters();
  }
}
