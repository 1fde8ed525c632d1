package org.espalier.models.space;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * The cells of SNAS: every edge decided for itself, and none among the choices. Size 8²⁸.
 *
 * <p>Source: Xie, Zheng, Liu, Lin, "SNAS: stochastic neural architecture search", ICLR 2019, <a
 * href="https://arxiv.org/abs/1812.09926">arXiv:1812.09926</a>.
 */
final class DartsAllEdges implements DartsRules {

  private static final int EDGES = DartsGraph.EDGES.size();
  private static final int OPERATIONS = DartsGraph.OPERATIONS.size();

  @Override
  public BigInteger size() {
    return BigInteger.valueOf(OPERATIONS).pow(EDGES);
  }

  @Override
  public boolean isUnconstrained() {
    return true;
  }

  @Override
  public void check(int[] encoding) {}

  @Override
  public int[] random(RandomGenerator random) {
    return IntStream.range(0, EDGES).map(edge -> random.nextInt(OPERATIONS)).toArray();
  }

  @Override
  public int[] everywhere(int operation) {
    var encoding = new int[EDGES];
    Arrays.fill(encoding, operation);
    return encoding;
  }

  @Override
  public int[] mutate(int[] encoding, RandomGenerator random) {
    var mutant = encoding.clone();
    int edge = random.nextInt(EDGES);
    int other = random.nextInt(OPERATIONS - 1);
    mutant[edge] = other < encoding[edge] ? other : other + 1;
    return mutant;
  }

  /** By edge, then by operation index. */
  @Override
  public List<int[]> neighbours(int[] encoding) {
    var neighbours = new ArrayList<int[]>(EDGES * (OPERATIONS - 1));
    for (int edge = 0; edge < EDGES; edge++) {
      for (int operation = 0; operation < OPERATIONS; operation++) {
        if (operation != encoding[edge]) {
          var neighbour = encoding.clone();
          neighbour[edge] = operation;
          neighbours.add(neighbour);
        }
      }
    }
    return neighbours;
  }

  /** The strongest operation of every edge, none included. */
  @Override
  public int[] derive(OptionScores optionScore) {
    return IntStream.range(0, EDGES).map(optionScore::strongest).toArray();
  }
}
