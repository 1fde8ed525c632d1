package org.espalier.models.space;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.espalier.models.numbers.OptionMask;
import org.espalier.schemas.Genotype;

/**
 * The cells of DARTS: each of the four nodes of a cell adds up two edges, from different nodes
 * before it, each with one of seven operations.
 *
 * <p>Size 180² · 7¹⁶. CNAS also lets a node read the same node twice; that is not in this space.
 */
final class DartsTwoInputs implements DartsSpace {

  private static final int EDGES = DartsGraph.EDGES.size();
  private static final int OPERATIONS = DartsGraph.OPERATIONS.size();
  private static final int INPUTS_A_NODE = 2;
  private static final int SOURCES = 180;

  @Override
  public String name() {
    return "darts";
  }

  @Override
  public BigInteger size() {
    var operations = BigInteger.valueOf(OPERATIONS - 1L).pow(16);
    return BigInteger.valueOf(SOURCES).pow(2).multiply(operations);
  }

  @Override
  public boolean isUnconstrained() {
    return false;
  }

  @Override
  public Genotype random(RandomGenerator random) {
    var encoding = new int[EDGES];
    for (int first = 0; first < encoding.length; first += DartsGraph.CELL_EDGES) {
      for (int node = DartsGraph.INPUTS; node < DartsGraph.NODES; node++) {
        int a = random.nextInt(node);
        int b = random.nextInt(node - 1);
        b = b < a ? b : b + 1;
        encoding[first + DartsGraph.edge(a, node)] = operation(random);
        encoding[first + DartsGraph.edge(b, node)] = operation(random);
      }
    }
    return genotype(encoding);
  }

  /** The largest operation on the two lowest edges of every node. */
  @Override
  public Genotype largest(Target target) {
    var encoding = largestPath(target);
    for (int edge = 0; edge < encoding.length; edge++) {
      if (DartsGraph.EDGES.get(edge).source() >= INPUTS_A_NODE) {
        encoding[edge] = DartsGraph.NONE;
      }
    }
    return genotype(encoding);
  }

  @Override
  public Genotype mutate(Genotype genotype, RandomGenerator random) {
    var neighbours = neighbours(genotype);
    return neighbours.get(random.nextInt(neighbours.size()));
  }

  /**
   * By edge: the other operations of an edge in use, then the edge moved, with its operation, to
   * each source that its node does not read yet. 120 in all.
   */
  @Override
  public List<Genotype> neighbours(Genotype genotype) {
    var encoding = encoding(genotype);
    var neighbours = new ArrayList<int[]>();
    for (int edge = 0; edge < encoding.length; edge++) {
      if (encoding[edge] != DartsGraph.NONE) {
        addNeighbours(encoding, edge, neighbours);
      }
    }
    return neighbours.stream().map(this::genotype).toList();
  }

  /**
   * The strongest operation of each edge, none left out; then, for each node, the two edges whose
   * operation is strongest. This is how DARTS, PC-DARTS and DrNAS derive.
   */
  @Override
  public Genotype derive(double[] scores, OptionMask mask) {
    var optionScores = new OptionScores(decisions(), scores, mask);
    var encoding = new int[EDGES];
    for (int first = 0; first < encoding.length; first += DartsGraph.CELL_EDGES) {
      for (int node = DartsGraph.INPUTS; node < DartsGraph.NODES; node++) {
        derive(optionScores, first + DartsGraph.edge(0, node), node, encoding);
      }
    }
    return genotype(encoding);
  }

  @Override
  public void checkRules(int[] encoding) {
    for (int cell = 0; cell < DartsGraph.CELLS.size(); cell++) {
      for (int node = DartsGraph.INPUTS; node < DartsGraph.NODES; node++) {
        int start = cell * DartsGraph.CELL_EDGES + DartsGraph.edge(0, node);
        var inputs =
            IntStream.range(start, start + node)
                .filter(edge -> encoding[edge] != DartsGraph.NONE)
                .count();
        if (inputs != INPUTS_A_NODE) {
          throw new IllegalArgumentException(
              "node %d of the %s cell must have 2 inputs, had %d"
                  .formatted(node, DartsGraph.CELLS.get(cell), inputs));
        }
      }
    }
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  /** Chooses among the edges into one node, which lie side by side. */
  private static void derive(OptionScores optionScores, int start, int node, int[] encoding) {
    for (int input = 0; input < INPUTS_A_NODE; input++) {
      int best = -1;
      int operation = DartsGraph.NONE;
      for (int edge = start; edge < start + node; edge++) {
        var candidate = optionScores.strongestBut(edge, DartsGraph.NONE);
        if (encoding[edge] == DartsGraph.NONE
            && candidate.isPresent()
            && (best < 0
                || optionScores.at(edge, candidate.getAsInt())
                    > optionScores.at(best, operation))) {
          best = edge;
          operation = candidate.getAsInt();
        }
      }
      if (best < 0) {
        throw new IllegalArgumentException(
            "operations must be allowed on at least 2 of edges %d to %d, into node %d"
                .formatted(start, start + node - 1, node));
      }
      encoding[best] = operation;
    }
  }

  /** Those that differ in one edge in use. */
  private static void addNeighbours(int[] encoding, int edge, List<int[]> neighbours) {
    for (int operation = 1; operation < OPERATIONS; operation++) {
      if (operation != encoding[edge]) {
        neighbours.add(Encodings.with(encoding, edge, operation));
      }
    }
    int target = DartsGraph.EDGES.get(edge).target();
    int start = edge - DartsGraph.EDGES.get(edge).source();
    for (int other = start; other < start + target; other++) {
      if (encoding[other] == DartsGraph.NONE) {
        var moved = Encodings.with(encoding, edge, DartsGraph.NONE);
        moved[other] = encoding[edge];
        neighbours.add(moved);
      }
    }
  }

  private static int operation(RandomGenerator random) {
    return 1 + random.nextInt(OPERATIONS - 1);
  }
}
