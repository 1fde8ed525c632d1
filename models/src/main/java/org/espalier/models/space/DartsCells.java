package org.espalier.models.space;

import java.util.ArrayList;
import java.util.List;
import org.espalier.schemas.Genotype;

/**
 * A normal and a reduction cell as they were published: the inputs of their nodes, in the order in
 * which the paper prints them.
 *
 * @param normal inputs of the normal cell's nodes
 * @param reduce inputs of the reduction cell's nodes
 */
public record DartsCells(List<CellInput> normal, List<CellInput> reduce) {

  /** Keeps copies. */
  public DartsCells {
    normal = List.copyOf(normal);
    reduce = List.copyOf(reduce);
  }

  /**
   * The cells that a text denotes: the one-line text, JSON, or the {@code Genotype(…)} of the
   * authors' code; the latter two with inputs in any {@link DartsForm}.
   *
   * @throws IllegalArgumentException saying what is malformed
   */
  public static DartsCells parse(String text) {
    var stripped = text.strip();
    if (DartsPython.matches(stripped)) {
      return DartsJson.parse(DartsPython.toJson(stripped));
    }
    return stripped.startsWith("{") ? DartsJson.parse(stripped) : DartsText.parse(stripped);
  }

  /** The one-line text. */
  public String text() {
    return DartsText.format(this);
  }

  /**
   * The cells as JSON.
   *
   * @throws IllegalArgumentException if pairs are asked for and a node has not two inputs
   */
  public String json(DartsForm form) {
    return DartsJson.format(this, form);
  }

  /**
   * The cells as a {@code Genotype(…)} for the authors' code.
   *
   * @throws IllegalArgumentException if pairs are asked for and a node has not two inputs
   */
  public String python(DartsForm form) {
    return DartsPython.format(this, form);
  }

  /**
   * The cells of a genotype of a space that writes its architectures as the one-line text, inputs
   * in the order of its text.
   *
   * @throws IllegalArgumentException naming the space where it writes another text
   */
  public static DartsCells of(Genotype genotype) {
    var space = SearchSpaces.named(genotype.getSpace());
    try {
      return DartsText.parse(space.text(space.encoding(genotype)));
    } catch (IllegalArgumentException other) {
      throw new IllegalArgumentException(
          "the genotype must be of a space of DARTS cells, was of " + space.name(), other);
    }
  }

  /** The cells of an encoding; edges without an operation are left out. */
  public static DartsCells of(int[] encoding) {
    return new DartsCells(inputs(encoding, 0), inputs(encoding, 1));
  }

  /**
   * Operation index of each of the 28 edges, none where no input uses the edge.
   *
   * @throws IllegalArgumentException if two inputs use the same edge
   */
  int[] encoding() {
    var encoding = new int[DartsGraph.EDGES.size()];
    fill(encoding, 0, normal);
    fill(encoding, 1, reduce);
    return encoding;
  }

  private static void fill(int[] encoding, int cell, List<CellInput> inputs) {
    var used = new boolean[DartsGraph.CELL_EDGES];
    for (var input : inputs) {
      var edge = DartsGraph.edge(input.source(), input.target());
      if (used[edge]) {
        throw new IllegalArgumentException(
            "node %d of the %s cell reads node %d twice, and an edge has one operation"
                .formatted(input.target(), DartsGraph.CELLS.get(cell), input.source()));
      }
      used[edge] = true;
      encoding[cell * DartsGraph.CELL_EDGES + edge] =
          DartsGraph.OPERATIONS.indexOf(input.operation());
    }
  }

  private static List<CellInput> inputs(int[] encoding, int cell) {
    var inputs = new ArrayList<CellInput>();
    for (int i = cell * DartsGraph.CELL_EDGES; i < (cell + 1) * DartsGraph.CELL_EDGES; i++) {
      if (encoding[i] != DartsGraph.NONE) {
        var edge = DartsGraph.EDGES.get(i);
        inputs.add(
            new CellInput(DartsGraph.OPERATIONS.get(encoding[i]), edge.source(), edge.target()));
      }
    }
    return inputs;
  }
}
