package org.espalier.models.space;

/** The text form of an NB201 cell, {@code |op~0|+|op~0|op~1|+|op~0|op~1|op~2|}. */
final class Nb201Text {

  private static final String FORM = "|op~0|+|op~0|op~1|+|op~0|op~1|op~2|";
  private static final int NODES = 3;

  private Nb201Text() {}

  static String format(int[] encoding) {
    var text = new StringBuilder(100);
    int edge = 0;
    for (int node = 1; node <= NODES; node++) {
      text.append(node == 1 ? "|" : "+|");
      for (int source = 0; source < node; source++) {
        text.append(Nb201Space.OPERATIONS.get(encoding[edge++])).append('~').append(source);
        text.append('|');
      }
    }
    return text.toString();
  }

  static int[] parse(String text) {
    var nodes = text.strip().split("\\+", -1);
    if (nodes.length != NODES) {
      throw malformed(text, "it has " + nodes.length + " nodes joined by '+', not 3");
    }
    var encoding = new int[Nb201Space.EDGES.size()];
    int edge = 0;
    for (int node = 1; node <= NODES; node++) {
      var edges = edges(text, nodes[node - 1], node);
      for (int source = 0; source < node; source++) {
        encoding[edge++] = operation(text, edges[source], source);
      }
    }
    return encoding;
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  private static String[] edges(String text, String part, int node) {
    if (part.length() < 2 || !part.startsWith("|") || !part.endsWith("|")) {
      throw malformed(text, "node " + node + ", '" + part + "', must begin and end with '|'");
    }
    var edges = part.substring(1, part.length() - 1).split("\\|", -1);
    if (edges.length != node) {
      throw malformed(
          text, "node " + node + ", '" + part + "', has " + edges.length + " edges, not " + node);
    }
    return edges;
  }

  private static int operation(String text, String edge, int source) {
    int tilde = edge.lastIndexOf('~');
    if (tilde < 0 || !edge.substring(tilde + 1).equals(Integer.toString(source))) {
      throw malformed(text, "edge '" + edge + "' must end with '~" + source + "'");
    }
    var name = edge.substring(0, tilde);
    int operation = Nb201Space.OPERATIONS.indexOf(name);
    if (operation < 0) {
      throw malformed(text, NearestName.message("operation", name, Nb201Space.OPERATIONS));
    }
    return operation;
  }

  private static IllegalArgumentException malformed(String text, String why) {
    return new IllegalArgumentException(
        "'" + text + "' is not an nb201 architecture: " + why + ". Expected form: " + FORM);
  }
}
