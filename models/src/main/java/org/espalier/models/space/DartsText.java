package org.espalier.models.space;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The one-line text of DARTS cells, {@code
 * normal:sep_conv_3x3~0+skip_connect~1|…|…|…;reduce:…|…|…|…}: nodes 2 to 5 parted by bars, the
 * inputs of a node joined by plus signs, each an operation and its source. A node without inputs is
 * {@code none}.
 */
final class DartsText {

  static final String FORM = "normal:op~source+op~source|…|…|…;reduce:…|…|…|…";
  private static final String EMPTY = "none";

  private DartsText() {}

  static String format(DartsCells cells) {
    return "normal:" + nodes(cells.normal()) + ";reduce:" + nodes(cells.reduce());
  }

  static DartsCells parse(String text) {
    var cells = text.split(";", -1);
    if (cells.length != 2) {
      throw new IllegalArgumentException("it has " + cells.length + " cells parted by ';', not 2");
    }
    return new DartsCells(cell(cells[0], "normal:"), cell(cells[1], "reduce:"));
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  private static String nodes(List<CellInput> inputs) {
    var nodes = new ArrayList<String>();
    for (int node = DartsGraph.INPUTS; node < DartsGraph.NODES; node++) {
      int target = node;
      var text =
          inputs.stream()
              .filter(input -> input.target() == target)
              .map(input -> input.operation() + '~' + input.source())
              .collect(Collectors.joining("+"));
      nodes.add(text.isEmpty() ? EMPTY : text);
    }
    return String.join("|", nodes);
  }

  private static List<CellInput> cell(String text, String name) {
    if (!text.startsWith(name)) {
      throw new IllegalArgumentException("cell '" + text + "' must begin with '" + name + "'");
    }
    var nodes = text.substring(name.length()).split("\\|", -1);
    if (nodes.length != DartsGraph.NODES - DartsGraph.INPUTS) {
      throw new IllegalArgumentException(
          "cell '" + text + "' has " + nodes.length + " nodes parted by '|', not 4");
    }
    var inputs = new ArrayList<CellInput>();
    for (int i = 0; i < nodes.length; i++) {
      if (!nodes[i].equals(EMPTY)) {
        for (var part : nodes[i].split("\\+", -1)) {
          inputs.add(input(part, DartsGraph.INPUTS + i));
        }
      }
    }
    return inputs;
  }

  private static CellInput input(String part, int target) {
    int tilde = part.lastIndexOf('~');
    if (tilde < 0 || !part.substring(tilde + 1).matches("[0-4]")) {
      throw new IllegalArgumentException(
          "input '" + part + "' of node " + target + " must end with '~' and a source");
    }
    return new CellInput(part.substring(0, tilde), part.charAt(tilde + 1) - '0', target);
  }
}
