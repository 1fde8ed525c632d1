package org.espalier.models.space;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.espalier.schemas.Genotype;

/**
 * The cell space of SNAS: the edges and operations of {@link DartsSpace}, every edge decided for
 * itself and none among the choices. Size 8²⁸.
 *
 * <p>Source: Xie, Zheng, Liu, Lin, "SNAS: stochastic neural architecture search", ICLR 2019, <a
 * href="https://arxiv.org/abs/1812.09926">arXiv:1812.09926</a>.
 */
public final class DartsAllEdgesSpace extends DartsCellSpace {

  static final String NAME = "darts-all-edges";

  DartsAllEdgesSpace() {
    super(NAME);
  }

  @Override
  public BigInteger size() {
    return BigInteger.valueOf(operations().size()).pow(decisions());
  }

  @Override
  public Genotype random(RandomGenerator random) {
    return genotype(
        IntStream.range(0, decisions()).map(edge -> random.nextInt(operations().size())).toArray());
  }

  @Override
  public Genotype mutate(Genotype genotype, RandomGenerator random) {
    var encoding = encoding(genotype);
    int edge = random.nextInt(decisions());
    int other = random.nextInt(operations().size() - 1);
    encoding[edge] = other < encoding[edge] ? other : other + 1;
    return genotype(encoding);
  }

  /** By edge, then by operation index. */
  @Override
  public List<Genotype> neighbours(Genotype genotype) {
    var encoding = encoding(genotype);
    var neighbours = new ArrayList<Genotype>(decisions() * (operations().size() - 1));
    for (int edge = 0; edge < decisions(); edge++) {
      for (int operation = 0; operation < operations().size(); operation++) {
        if (operation != encoding[edge]) {
          var neighbour = encoding.clone();
          neighbour[edge] = operation;
          neighbours.add(genotype(neighbour));
        }
      }
    }
    return List.copyOf(neighbours);
  }

  /** The strongest operation of every edge, none included. */
  @Override
  public Genotype derive(double[] strengths, boolean[] allowed) {
    var strength = new Strengths(this, strengths, allowed);
    return genotype(IntStream.range(0, decisions()).map(strength::strongest).toArray());
  }

  @Override
  void checkNodes(int[] encoding) {}
}
