package org.espalier.models.space;

/**
 * An NB201 cell as a drawing in Graphviz's DOT language; edges without an operation are left out.
 */
final class Nb201Drawing {

  private static final int NODES = 4;

  private Nb201Drawing() {}

  static String dot(int[] encoding) {
    var dot = new StringBuilder(600);
    dot.append("digraph nb201 {\n  rankdir=LR;\n  node [shape=circle, fontname=\"sans-serif\"];\n");
    dot.append("  edge [fontname=\"sans-serif\"];\n");
    for (int node = 0; node < NODES; node++) {
      dot.append("  n%d [label=\"%s\"];\n".formatted(node, label(node)));
    }
    int edge = 0;
    for (int node = 1; node < NODES; node++) {
      for (int source = 0; source < node; source++) {
        int operation = encoding[edge++];
        if (operation != Nb201Space.NONE) {
          var name = Nb201Space.OPERATIONS.get(operation);
          dot.append("  n%d -> n%d [label=\"%s\"];\n".formatted(source, node, name));
        }
      }
    }
    return dot.append("}\n").toString();
  }

  private static String label(int node) {
    return switch (node) {
      case 0 -> "in";
      case NODES - 1 -> "out";
      default -> Integer.toString(node);
    };
  }
}
