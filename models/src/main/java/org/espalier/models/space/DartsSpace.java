package org.espalier.models.space;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.espalier.schemas.Genotype;

/**
 * A space of DARTS cells: an operation on each of the 14 edges of the normal cell, then on each of
 * the 14 of the reduction cell. The edge from node f to node t has index (t-2)(t+1)/2 + f in its
 * cell. Which of these encodings are architectures is said by rules.
 *
 * <p>Source: Liu, Simonyan, Yang, "DARTS: differentiable architecture search", ICLR 2019, <a
 * href="https://arxiv.org/abs/1806.09055">arXiv:1806.09055</a>.
 */
public final class DartsSpace implements EdgeSpace {

  private final String name;
  private final DartsRules rules;

  private DartsSpace(String name, DartsRules rules) {
    this.name = name;
    this.rules = rules;
  }

  /** Space {@code darts}, in which each node adds up two edges. */
  static DartsSpace twoInputs() {
    return new DartsSpace("darts", new DartsTwoInputs());
  }

  /** Space {@code darts-all-edges}, in which each edge is decided for itself. */
  static DartsSpace allEdges() {
    return new DartsSpace("darts-all-edges", new DartsAllEdges());
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int decisions() {
    return DartsGraph.EDGES.size();
  }

  @Override
  public List<String> operations() {
    return DartsGraph.OPERATIONS;
  }

  @Override
  public List<CellEdge> edges() {
    return DartsGraph.EDGES;
  }

  @Override
  public int none() {
    return DartsGraph.NONE;
  }

  @Override
  public BigInteger size() {
    return rules.size();
  }

  @Override
  public boolean isUnconstrained() {
    return rules.isUnconstrained();
  }

  @Override
  public Genotype genotype(int[] encoding) {
    check(encoding);
    var text = DartsCells.of(encoding).text();
    return new Genotype(name, text, Arrays.stream(encoding).boxed().toList());
  }

  /** Takes every form that {@link DartsCells#parse} takes. */
  @Override
  public Genotype parse(String text) {
    try {
      return genotype(DartsCells.parse(text).encoding());
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
  public String canonical(Genotype genotype) {
    return DartsCanonical.key(encoding(genotype));
  }

  @Override
  public Genotype random(RandomGenerator random) {
    return genotype(rules.random(random));
  }

  @Override
  public Genotype everywhere(int operation) {
    return genotype(rules.everywhere(operation));
  }

  @Override
  public Genotype mutate(Genotype genotype, RandomGenerator random) {
    return genotype(rules.mutate(encoding(genotype), random));
  }

  @Override
  public List<Genotype> neighbours(Genotype genotype) {
    return rules.neighbours(encoding(genotype)).stream().map(this::genotype).toList();
  }

  @Override
  public Genotype derive(double[] optionScores, boolean[] allowed) {
    return genotype(rules.derive(new OptionScores(this, optionScores, allowed)));
  }

  @Override
  public Stream<Genotype> all() {
    throw new UnsupportedOperationException(
        "%s has %,d architectures, too many to list: name some of them".formatted(name, size()));
  }

  /**
   * The cost of the network that DARTS trains from scratch for such images, {@link
   * DartsMacro#of(Target)}, without normalization after pools.
   */
  @Override
  public Cost cost(Genotype genotype, Target target, CountingRule rule) {
    return DartsMacro.of(target).cost(genotype, PoolNorm.NONE, target, rule);
  }

  @Override
  public String dot(Genotype genotype) {
    return DartsDrawing.dot(name, encoding(genotype));
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  int[] encoding(Genotype genotype) {
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
    rules.check(encoding);
  }
}
