package org.espalier.models.space;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.espalier.models.layer.InputShape;
import org.espalier.models.layer.Network;
import org.espalier.models.layer.Operation;
import org.espalier.models.operation.AveragePool;
import org.espalier.models.operation.None;
import org.espalier.models.operation.PoolNorm;
import org.espalier.models.operation.ReluConvNorm;
import org.espalier.models.operation.SkipConnect;
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
public final class Nb201Space implements SearchSpace {

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
  static final int NODES = 4;
  static final List<String> OPERATIONS = operations(true).stream().map(Operation::label).toList();
  static final List<Decision> EDGES = edges();

  private static final CellSize BENCHMARK = new CellSize(16, 15);

  /** The operations of an edge, in the order of the benchmark. */
  static List<Operation> operations(boolean affine) {
    return List.of(
        new None(),
        new SkipConnect(affine),
        new ReluConvNorm(1, affine),
        new ReluConvNorm(3, affine),
        new AveragePool(PoolNorm.NONE));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Decision> decisions() {
    return EDGES;
  }

  @Override
  public String text(int[] encoding) {
    return Nb201Text.format(encoding);
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

  /** By one edge at a width of 16 channels, whatever the target. */
  @Override
  public double[] optionCosts(Target target) {
    return OptionCounts.relativeMadds(new LoneEdges(operations(true), EDGES.size()));
  }

  @Override
  public String dot(Genotype genotype) {
    return Nb201Drawing.dot(encoding(genotype));
  }

  @Override
  public Network searchNetwork(NetworkSize size, InputShape input) {
    return new Nb201Network(size.cells(NAME), false, input);
  }

  /** The benchmark's network. It leaves nothing open, so that all methods evaluate alike. */
  @Override
  public Network evaluationNetwork(NetworkSize size, InputShape input, Evaluation how) {
    return new Nb201Network(size.cells(NAME), true, input);
  }

  @Override
  public NetworkSize publishedSize(InputShape input, Optional<Stem> stem) {
    CellSize.checkOwnStem(NAME, stem);
    return BENCHMARK;
  }

  private static List<Decision> edges() {
    var edges = new ArrayList<Decision>();
    for (int target = 1; target < NODES; target++) {
      for (int source = 0; source < target; source++) {
        var edge = new CellEdge(0, source, target);
        edges.add(new Decision("edge" + edges.size(), OPERATIONS, Optional.of(edge)));
      }
    }
    return List.copyOf(edges);
  }
}
