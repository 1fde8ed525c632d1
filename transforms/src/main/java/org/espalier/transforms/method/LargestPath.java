package org.espalier.transforms.method;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.espalier.models.space.CountingRule;
import org.espalier.models.space.EdgeSpace;
import org.espalier.models.space.SearchSpace;
import org.espalier.models.space.Target;
import org.espalier.schemas.Genotype;

/**
 * The path with the most parameters: the same, largest operation at every decision. Where the space
 * has rules beyond single decisions, it is a path of the supernet, not an architecture.
 */
public final class LargestPath {

  private LargestPath() {}

  /** The operation of each decision. */
  public static int[] of(SearchSpace space, String dataSet) {
    var target = Target.of(dataSet);
    return IntStream.range(0, space.operations().size())
        .filter(operation -> space.everyCombination() || isSomething(space, operation))
        .mapToObj(operation -> everywhere(space, operation))
        .max(Comparator.comparingLong(path -> parameters(space, path, target)))
        .orElseThrow();
  }

  private static boolean isSomething(SearchSpace space, int operation) {
    return !(space instanceof EdgeSpace edges) || operation != edges.none();
  }

  private static int[] everywhere(SearchSpace space, int operation) {
    var path = new int[space.decisions()];
    Arrays.fill(path, operation);
    return path;
  }

  private static long parameters(SearchSpace space, int[] path, Target target) {
    return space.cost(architecture(space, path), target, CountingRule.CONV).parameters();
  }

  private static Genotype architecture(SearchSpace space, int[] path) {
    if (space.everyCombination() || !(space instanceof EdgeSpace edges)) {
      return space.genotype(path);
    }
    var operations = space.operations().size();
    var strengths = new double[path.length * operations];
    var allowed = new boolean[strengths.length];
    for (var edge = 0; edge < path.length; edge++) {
      strengths[edge * operations + path[edge]] = 1;
      allowed[edge * operations + path[edge]] = true;
    }
    return edges.derive(strengths, allowed);
  }
}
