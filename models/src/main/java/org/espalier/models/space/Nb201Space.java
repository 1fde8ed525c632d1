package org.espalier.models.space;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.espalier.schemas.Genotype;

/**
 * The cell space of NAS-Bench-201: four nodes, an operation on each of the six edges between them.
 * Node 0 is the input of the cell and node 3 its output; a node is the sum over its incoming edges.
 *
 * <p>An encoding lists the edges as (1←0), (2←0), (2←1), (3←0), (3←1), (3←2); the text is {@code
 * |op~0|+|op~0|op~1|+|op~0|op~1|op~2|}.
 *
 * <p><b>Source:</b> Dong and Yang, NAS-Bench-201, 2020, <a
 * href="https://arxiv.org/abs/2001.00326">arXiv:2001.00326</a>.
 */
public final class Nb201Space implements EdgeSpace {

  /** Index of the operation that outputs zeros. */
  public static final int NONE = 0;

  /** Index of the identity. */
  public static final int SKIP_CONNECT = 1;

  /** Index of ReLU, 1×1 convolution, batch normalization. */
  public static final int CONV_1X1 = 2;

  /** Index of ReLU, 3×3 convolution, batch normalization. */
  public static final int CONV_3X3 = 3;

  /** Index of the 3×3 mean, stride 1, padding left out of the mean. */
  public static final int AVG_POOL_3X3 = 4;

  static final String NAME = "nb201";
  static final int EDGES = 6;
  static final List<String> OPERATIONS =
      List.of("none", "skip_connect", "nor_conv_1x1", "nor_conv_3x3", "avg_pool_3x3");
  private static final int SIZE = 15_625;
  private static final List<CellEdge> CELL =
      List.of(
          new CellEdge(0, 0, 1),
          new CellEdge(0, 0, 2),
          new CellEdge(0, 1, 2),
          new CellEdge(0, 0, 3),
          new CellEdge(0, 1, 3),
          new CellEdge(0, 2, 3));

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int decisions() {
    return EDGES;
  }

  @Override
  public List<String> operations() {
    return OPERATIONS;
  }

  @Override
  public List<CellEdge> edges() {
    return CELL;
  }

  @Override
  public int none() {
    return NONE;
  }

  /** The strongest operation of every edge, none included. */
  @Override
  public Genotype derive(double[] optionScores, boolean[] allowed) {
    var optionScore = new OptionScores(this, optionScores, allowed);
    return genotype(IntStream.range(0, EDGES).map(optionScore::strongest).toArray());
  }

  @Override
  public BigInteger size() {
    return BigInteger.valueOf(SIZE);
  }

  @Override
  public Genotype genotype(int[] encoding) {
    check(encoding);
    var edges = Arrays.stream(encoding).boxed().toList();
    return new Genotype(NAME, Nb201Text.format(encoding), edges);
  }

  @Override
  public Genotype parse(String text) {
    return genotype(Nb201Text.parse(text));
  }

  /**
   * The benchmark's own key: {@code skip_connect} passes its source on, and an edge without an
   * operation, or from a node that is one such edge alone, is a zero. The 15,625 encodings have
   * 6,466 keys. Zeros stay in the sums and nested sums stay apart, as the benchmark has it, so that
   * some architectures that compute the same still differ.
   */
  @Override
  public String canonical(Genotype genotype) {
    return Nb201Canonical.key(encoding(genotype));
  }

  @Override
  public Genotype random(RandomGenerator random) {
    var encoding = new int[EDGES];
    for (int edge = 0; edge < EDGES; edge++) {
      encoding[edge] = random.nextInt(OPERATIONS.size());
    }
    return genotype(encoding);
  }

  @Override
  public Genotype mutate(Genotype genotype, RandomGenerator random) {
    var encoding = encoding(genotype);
    int edge = random.nextInt(EDGES);
    int other = random.nextInt(OPERATIONS.size() - 1);
    encoding[edge] = other < encoding[edge] ? other : other + 1;
    return genotype(encoding);
  }

  @Override
  public List<Genotype> neighbours(Genotype genotype) {
    var encoding = encoding(genotype);
    var neighbours = new ArrayList<Genotype>(EDGES * (OPERATIONS.size() - 1));
    for (int edge = 0; edge < EDGES; edge++) {
      for (int operation = 0; operation < OPERATIONS.size(); operation++) {
        if (operation != encoding[edge]) {
          var neighbour = encoding.clone();
          neighbour[edge] = operation;
          neighbours.add(genotype(neighbour));
        }
      }
    }
    return List.copyOf(neighbours);
  }

  @Override
  public Stream<Genotype> all() {
    return IntStream.range(0, SIZE).mapToObj(index -> genotype(digits(index)));
  }

  /**
   * The cost of the benchmark's full network: stem of 16 channels, three stages of five cells with
   * 16, 32 and 64 channels, a residual block between them, classifier. Edges that cannot reach the
   * output are built by the benchmark and counted here.
   *
   * @throws IllegalArgumentException if the image size is no multiple of 4
   */
  @Override
  public Cost cost(Genotype genotype, Target target, CountingRule rule) {
    return Nb201Network.cost(encoding(genotype), target, rule);
  }

  @Override
  public String dot(Genotype genotype) {
    return Nb201Drawing.dot(encoding(genotype));
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  private static int[] encoding(Genotype genotype) {
    if (!NAME.equals(genotype.getSpace())) {
      throw new IllegalArgumentException(
          "the genotype must be of space nb201, was of " + genotype.getSpace());
    }
    var edges = genotype.getEncoding();
    var encoding = new int[edges.size()];
    for (int edge = 0; edge < encoding.length; edge++) {
      encoding[edge] = edges.get(edge);
    }
    check(encoding);
    return encoding;
  }

  private static void check(int[] encoding) {
    if (encoding.length != EDGES) {
      throw new IllegalArgumentException(
          "an nb201 encoding must have 6 positions, had " + encoding.length);
    }
    for (int edge = 0; edge < EDGES; edge++) {
      if (encoding[edge] < 0 || encoding[edge] >= OPERATIONS.size()) {
        throw new IllegalArgumentException(
            "position " + edge + " of an nb201 encoding must be in [0, 4], was " + encoding[edge]);
      }
    }
  }

  /** The base-5 digits of an index, the first edge being the most significant. */
  private static int[] digits(int index) {
    var encoding = new int[EDGES];
    int rest = index;
    for (int edge = EDGES - 1; edge >= 0; edge--) {
      encoding[edge] = rest % OPERATIONS.size();
      rest /= OPERATIONS.size();
    }
    return encoding;
  }
}
