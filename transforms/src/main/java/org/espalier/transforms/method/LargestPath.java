package org.espalier.transforms.method;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.espalier.models.space.CountingRule;
import org.espalier.models.space.SearchSpace;
import org.espalier.models.space.Target;

/**
 * The path with the most parameters: the same, largest operation at every decision. Where the space
 * has rules beyond single decisions, it is a path of the supernet, not an architecture.
 */
public final class LargestPath {

  private LargestPath() {}

  /** The operation of each decision. */
  public static int[] of(SearchSpace space, String dataSet) {
    var target = Target.of(dataSet);
    var largest =
        IntStream.range(0, space.operations().size())
            .boxed()
            .max(Comparator.comparingLong(operation -> parameters(space, operation, target)))
            .orElseThrow();
    var path = new int[space.decisions()];
    Arrays.fill(path, largest);
    return path;
  }

  private static long parameters(SearchSpace space, int operation, Target target) {
    return space.cost(space.everywhere(operation), target, CountingRule.CONV).parameters();
  }
}
