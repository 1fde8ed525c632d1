package org.espalier.models.space;

/**
 * A normal and a reduction cell as one drawing in Graphviz's DOT language, each a cluster; edges
 * without an operation are left out.
 */
final class DartsDrawing {

  private static final String HEAD =
      """
      digraph "%s" {
        rankdir=LR;
        node [shape=circle, fontname="sans-serif"];
        edge [fontname="sans-serif"];
      """;

  private DartsDrawing() {}

  static String dot(String space, int[] encoding) {
    var dot = new StringBuilder(2_000).append(HEAD.formatted(space));
    for (int cell = 0; cell < DartsGraph.CELLS.size(); cell++) {
      var name = DartsGraph.CELLS.get(cell);
      dot.append("  subgraph cluster_%s {\n    label=\"%s\";\n".formatted(name, name));
      for (int node = 0; node < DartsGraph.NODES; node++) {
        dot.append("    %s%d [label=\"%s\"];\n".formatted(name, node, label(node)));
      }
      dot.append("    %s_out [shape=box, label=\"concat\"];\n".formatted(name));
      edges(dot, encoding, cell);
      dot.append("  }\n");
    }
    return dot.append("}\n").toString();
  }

  private static void edges(StringBuilder dot, int[] encoding, int cell) {
    var name = DartsGraph.CELLS.get(cell);
    int first = cell * DartsGraph.CELL_EDGES;
    for (int i = first; i < first + DartsGraph.CELL_EDGES; i++) {
      if (encoding[i] != DartsGraph.NONE) {
        var edge = DartsGraph.EDGES.get(i);
        dot.append(
            "    %s%d -> %s%d [label=\"%s\"];\n"
                .formatted(
                    name,
                    edge.source(),
                    name,
                    edge.target(),
                    DartsGraph.OPERATIONS.get(encoding[i])));
      }
    }
    for (int node = DartsGraph.INPUTS; node < DartsGraph.NODES; node++) {
      dot.append("    %s%d -> %s_out [style=dashed];\n".formatted(name, node, name));
    }
  }

  private static String label(int node) {
    return switch (node) {
      case 0 -> "k-2";
      case 1 -> "k-1";
      default -> Integer.toString(node);
    };
  }
}
