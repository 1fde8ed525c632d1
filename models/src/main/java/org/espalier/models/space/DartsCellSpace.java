package org.espalier.models.space;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.espalier.schemas.Genotype;

/**
 * What the spaces of DARTS cells have in common: an operation on each of the 14 edges of the normal
 * cell, then on each of the 14 of the reduction cell. The edge from node f to node t has index
 * (t-2)(t+1)/2 + f in its cell.
 *
 * <p>Source: Liu, Simonyan, Yang, "DARTS: differentiable architecture search", ICLR 2019, <a
 * href="https://arxiv.org/abs/1806.09055">arXiv:1806.09055</a>.
 */
abstract sealed class DartsCellSpace implements EdgeSpace permits DartsSpace, DartsAllEdgesSpace {

  private final String name;

  DartsCellSpace(String name) {
    this.name = name;
  }

  /** Throws if operations that each exist are no architecture together. */
  abstract void checkNodes(int[] encoding);

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final int decisions() {
    return DartsGraph.EDGES.size();
  }

  @Override
  public final List<String> operations() {
    return DartsGraph.OPERATIONS;
  }

  @Override
  public final List<CellEdge> edges() {
    return DartsGraph.EDGES;
  }

  @Override
  public final int none() {
    return DartsGraph.NONE;
  }

  @Override
  public final Genotype genotype(int[] encoding) {
    check(encoding);
    var text = DartsText.format(DartsCells.of(encoding));
    return new Genotype(name, text, Arrays.stream(encoding).boxed().toList());
  }

  @Override
  public final Genotype parse(String text) {
    try {
      return genotype(DartsText.parse(text.strip()).encoding());
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException(
          "'%s' is no %s architecture: %s. Expected form: %s"
              .formatted(text, name, wrong.getMessage(), DartsText.FORM),
          wrong);
    }
  }

  /**
   * Equal for cells that are the same but for the numbers of their intermediate nodes. Nodes that
   * compute the same by another graph, such as one that only copies its input, still differ.
   */
  @Override
  public final String canonical(Genotype genotype) {
    return DartsCanonical.key(encoding(genotype));
  }

  @Override
  public final Stream<Genotype> all() {
    throw new UnsupportedOperationException(
        "%s has %,d architectures, too many to list: name some of them".formatted(name, size()));
  }

  /**
   * The cost of the network that DARTS trains from scratch for such images, {@link
   * DartsMacro#of(Target)}, without normalization after pools.
   */
  @Override
  public final Cost cost(Genotype genotype, Target target, CountingRule rule) {
    return DartsMacro.of(target).cost(genotype, PoolNorm.NONE, target, rule);
  }

  @Override
  public final String dot(Genotype genotype) {
    return DartsDrawing.dot(name, encoding(genotype));
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  final int[] encoding(Genotype genotype) {
    if (!name.equals(genotype.getSpace())) {
      throw new IllegalArgumentException(
          "the genotype must be of space " + name + ", was of " + genotype.getSpace());
    }
    var encoding = genotype.getEncoding().stream().mapToInt(Integer::intValue).toArray();
    check(encoding);
    return encoding;
  }

  private void check(int[] encoding) {
    if (encoding.length != decisions()) {
      throw new IllegalArgumentException(
          "a %s encoding must have 28 positions, had %d".formatted(name, encoding.length));
    }
    for (int edge = 0; edge < encoding.length; edge++) {
      if (encoding[edge] < 0 || encoding[edge] >= operations().size()) {
        throw new IllegalArgumentException(
            "position %d of a %s encoding must be in [0, 7], was %d"
                .formatted(edge, name, encoding[edge]));
      }
    }
    checkNodes(encoding);
  }
}
