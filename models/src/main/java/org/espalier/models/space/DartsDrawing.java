package org.espalier.models.space;

import java.util.List;

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

  private static final String NONE = "none";

  private DartsDrawing() {}

  static String dot(String space, DartsCells cells) {
    var dot = new StringBuilder(2_000).append(HEAD.formatted(space));
    for (int cell = 0; cell < DartsGraph.CELLS.size(); cell++) {
      var name = DartsGraph.CELLS.get(cell);
      dot.append("  subgraph cluster_%s {\n    label=\"%s\";\n".formatted(name, name));
      for (int node = 0; node < DartsGraph.NODES; node++) {
        dot.append("    %s%d [label=\"%s\"];\n".formatted(name, node, label(node)));
      }
      dot.append("    %s_out [shape=box, label=\"concat\"];\n".formatted(name));
      edges(dot, name, cell == 0 ? cells.normal() : cells.reduce());
      dot.append("  }\n");
    }
    return dot.append("}\n").toString();
  }

  private static void edges(StringBuilder dot, String name, List<CellInput> inputs) {
    for (var input : inputs) {
      if (!input.operation().equals(NONE)) {
        dot.append(
            "    %s%d -> %s%d [label=\"%s\"];\n"
                .formatted(name, input.source(), name, input.target(), input.operation()));
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
