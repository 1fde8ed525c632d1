package org.espalier.models.space;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.espalier.models.layer.InputShape;
import org.espalier.models.layer.Network;
import org.espalier.models.layer.NodeInput;
import org.espalier.models.layer.SourceChoice;
import org.espalier.schemas.Genotype;

/**
 * The DARTS cells of CNAS: each of the four nodes of a cell decides two sources, then two
 * operations, {@code none} among them. Both inputs may read the same node. Encodings are ordered;
 * {@link #canonical} forgets the order of a node's inputs. Two equal inputs of a node share one
 * module, whose output counts twice.
 *
 * <p>Size (14,400 · 8⁸)². Source: Guo et al., "Breaking the curse of space explosion", ICML 2020,
 * and its authors' code; there a module that counts twice is also applied twice, which differs only
 * where paths are dropped.
 */
final class DartsSequences implements SearchSpace {

  static final List<Decision> DECISIONS = list();

  private static final String NAME = "darts-sequences";
  private static final int INPUTS_A_NODE = 2;
  private static final int DECISIONS_A_NODE = 2 * INPUTS_A_NODE;
  private static final int NODES = DartsGraph.NODES - DartsGraph.INPUTS;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Decision> decisions() {
    return DECISIONS;
  }

  @Override
  public String text(int[] encoding) {
    return cells(encoding).text();
  }

  /** Takes every form that {@link DartsCells#parse} takes, with two inputs a node. */
  @Override
  public Genotype parse(String text) {
    try {
      return genotype(encoding(DartsCells.parse(text)));
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException(
          "'%s' is not a %s architecture: %s. Expected form: %s"
              .formatted(text, NAME, wrong.getMessage(), DartsText.FORM),
          wrong);
    }
  }

  /**
   * Equal for cells that are the same but for the order of a node's inputs, the numbers of their
   * intermediate nodes, and what is zero anyway: inputs without an operation, and those that skip
   * or pool a node that has nothing else.
   */
  @Override
  public String canonical(Genotype genotype) {
    return DartsSequencesCanonical.key(cells(encoding(genotype)));
  }

  /** The largest operation on the two lowest sources of every node. */
  @Override
  public int[] largestPath(Target target) {
    var path =
        OptionCounts.largest(
            evaluationNetwork(
                publishedSize(target.input(), Optional.empty()),
                target.input(),
                Evaluation.plain()));
    for (int at = 0; at < path.length; at++) {
      if (DECISIONS.get(at).choosesSource()) {
        path[at] = at % INPUTS_A_NODE;
      }
    }
    return path;
  }

  @Override
  public String dot(Genotype genotype) {
    return DartsDrawing.dot(NAME, cells(encoding(genotype)));
  }

  @Override
  public boolean measuresStatistics() {
    return false;
  }

  @Override
  public Network searchNetwork(NetworkSize size, InputShape input) {
    return DartsNetwork.search(size.cells(NAME), input).ofSequences();
  }

  @Override
  public Network evaluationNetwork(NetworkSize size, InputShape input, Evaluation how) {
    return DartsNetwork.evaluation(size.cells(NAME), input, how).ofSequences();
  }

  /** 36 channels and 20 cells, or with the stem for ImageNet 48 and 14. */
  @Override
  public NetworkSize publishedSize(InputShape input, Optional<Stem> stem) {
    return stem.map(DartsMacro::of).orElseGet(() -> DartsMacro.of(input)).size();
  }

  /** The cells of an encoding, inputs in its order, {@code none} included. */
  static DartsCells cells(int[] encoding) {
    return new DartsCells(inputs(encoding, 0), inputs(encoding, 1));
  }

  /**
   * The two inputs that an edge may be, of a node that chooses its sources.
   *
   * @param edge the edge as if it were always there
   */
  static <T> List<NodeInput<T>> inputs(NodeInput<T> edge, boolean reduces, int node, int source) {
    int first = first(reduces ? 1 : 0, node);
    return IntStream.range(0, INPUTS_A_NODE)
        .mapToObj(
            input -> {
              int other = 1 - input;
              return new NodeInput<>(
                  edge.name(),
                  first + INPUTS_A_NODE + input,
                  edge.source(),
                  edge.stride(),
                  edge.options(),
                  edge.sharing(),
                  new SourceChoice(
                      first + input,
                      source,
                      first + other,
                      first + INPUTS_A_NODE + other,
                      input == 1));
            })
        .toList();
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  /** Position of the first decision of a node. */
  private static int first(int cell, int node) {
    return (cell * NODES + node - DartsGraph.INPUTS) * DECISIONS_A_NODE;
  }

  private static List<CellInput> inputs(int[] encoding, int cell) {
    var inputs = new ArrayList<CellInput>();
    for (int node = DartsGraph.INPUTS; node < DartsGraph.NODES; node++) {
      int first = first(cell, node);
      for (int input = 0; input < INPUTS_A_NODE; input++) {
        var operation = DartsGraph.OPERATIONS.get(encoding[first + INPUTS_A_NODE + input]);
        inputs.add(new CellInput(operation, encoding[first + input], node));
      }
    }
    return inputs;
  }

  private static int[] encoding(DartsCells cells) {
    var encoding = new int[DECISIONS.size()];
    for (int cell = 0; cell < DartsGraph.CELLS.size(); cell++) {
      var inputs = cell == 0 ? cells.normal() : cells.reduce();
      for (int node = DartsGraph.INPUTS; node < DartsGraph.NODES; node++) {
        int target = node;
        var own = inputs.stream().filter(input -> input.target() == target).toList();
        if (own.size() != INPUTS_A_NODE) {
          throw new IllegalArgumentException(
              "node %d of the %s cell must have 2 inputs, had %d"
                  .formatted(node, DartsGraph.CELLS.get(cell), own.size()));
        }
        for (int input = 0; input < INPUTS_A_NODE; input++) {
          int at = first(cell, node) + input;
          encoding[at] = own.get(input).source();
          encoding[at + INPUTS_A_NODE] = DartsGraph.OPERATIONS.indexOf(own.get(input).operation());
        }
      }
    }
    return encoding;
  }

  private static List<Decision> list() {
    var decisions = new ArrayList<Decision>();
    for (int cell = 0; cell < DartsGraph.CELLS.size(); cell++) {
      for (int node = DartsGraph.INPUTS; node < DartsGraph.NODES; node++) {
        var name = DartsGraph.CELLS.get(cell) + node;
        var sources = IntStream.range(0, node).mapToObj(Integer::toString).toList();
        decisions.add(decision(name + ".source0", sources, new CellNode(cell, node, true)));
        decisions.add(decision(name + ".source1", sources, new CellNode(cell, node, true)));
        var options = DartsGraph.OPERATIONS;
        decisions.add(decision(name + ".operation0", options, new CellNode(cell, node, false)));
        decisions.add(decision(name + ".operation1", options, new CellNode(cell, node, false)));
      }
    }
    return List.copyOf(decisions);
  }

  private static Decision decision(String name, List<String> options, CellNode node) {
    return new Decision(name, options, Optional.empty(), Optional.of(node));
  }
}
