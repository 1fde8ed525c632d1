package org.espalier.runners.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Draws the cells of an architecture as SVG: nodes on a line, an operation an arc. Reads the
 * Graphviz text that search spaces write, one statement a line.
 */
public final class CellSvg {

  private static final Pattern TITLE = Pattern.compile("\\s*label=\"(.*)\";");
  private static final Pattern NODE = Pattern.compile("\\s*(\\w+) \\[.*label=\"(.*)\".*];");
  private static final Pattern EDGE = Pattern.compile("\\s*(\\w+) -> (\\w+)(?: \\[(.*)])?;");
  private static final Pattern LABEL = Pattern.compile("label=\"(.*?)\"");
  private static final int MARGIN = 40;
  private static final int STEP = 130;
  private static final int LANE = 30;
  private static final int RADIUS = 20;
  private static final int LINE = 12;

  /** A cell: its nodes in order, and the edges between them. */
  private record Cell(String title, Map<String, String> nodes, List<Edge> edges) {}

  private record Edge(String from, String to, String label) {}

  private CellSvg() {}

  /** The drawing of a {@code digraph}; empty where it has no nodes. */
  public static String of(String dot) {
    var cells = cells(dot).stream().filter(cell -> !cell.nodes().isEmpty()).toList();
    var body = new StringBuilder();
    var width = 0;
    var top = 0;
    for (var cell : cells) {
      var lanes = new Lanes(cell);
      body.append(draw(cell, lanes, top));
      width = Math.max(width, 2 * MARGIN + STEP * (cell.nodes().size() - 1));
      top += lanes.height();
    }
    return cells.isEmpty()
        ? ""
        : """
          <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" role="img" \
          font-family="sans-serif" font-size="12" fill="currentColor" stroke="none">
          %s</svg>
          """
            .formatted(width, top, width, body);
  }

  private static List<Cell> cells(String dot) {
    var cells = new ArrayList<Cell>();
    cells.add(new Cell("", new LinkedHashMap<>(), new ArrayList<>()));
    for (var line : dot.lines().toList()) {
      var cell = cells.get(cells.size() - 1);
      var title = TITLE.matcher(line);
      var edge = EDGE.matcher(line);
      var node = NODE.matcher(line);
      if (line.strip().startsWith("subgraph")) {
        cells.add(new Cell("", new LinkedHashMap<>(), new ArrayList<>()));
      } else if (title.matches()) {
        cells.set(cells.size() - 1, new Cell(title.group(1), cell.nodes(), cell.edges()));
      } else if (edge.matches()) {
        var label = LABEL.matcher(edge.group(3) == null ? "" : edge.group(3));
        cell.edges()
            .add(new Edge(edge.group(1), edge.group(2), label.find() ? label.group(1) : ""));
      } else if (node.matches() && !node.group(1).matches("node|edge|graph")) {
        cell.nodes().put(node.group(1), node.group(2));
      }
    }
    return cells;
  }

  /** How high each arc goes: two that overlap do not share a lane, nor their labels a place. */
  private static final class Lanes {

    private final Map<Edge, Integer> heights = new HashMap<>();
    private int highest;
    private int lowest;

    Lanes(Cell cell) {
      var order = new ArrayList<>(cell.nodes().keySet());
      var taken = new LinkedHashMap<Integer, List<int[]>>();
      // Short arcs lie under long ones.
      var edges = new ArrayList<>(cell.edges());
      edges.sort(
          Comparator.comparingInt(
              edge -> Math.abs(order.indexOf(edge.to()) - order.indexOf(edge.from()))));
      for (var edge : edges) {
        var from = order.indexOf(edge.from());
        var to = order.indexOf(edge.to());
        var span = new int[] {Math.min(from, to), Math.max(from, to)};
        var lane = 0;
        for (var tried = span[1] - span[0] > 1 ? 1 : 0; ; tried++) {
          // Lanes in turn above and below the line.
          lane = tried == 0 ? 0 : (tried % 2 == 1 ? (tried + 1) / 2 : -tried / 2);
          var others = taken.computeIfAbsent(lane, none -> new ArrayList<>());
          if (others.stream().noneMatch(other -> other[0] < span[1] && span[0] < other[1])) {
            others.add(span);
            break;
          }
        }
        heights.put(edge, lane);
        highest = Math.max(highest, lane);
        lowest = Math.min(lowest, lane);
      }
    }

    int baseline() {
      return MARGIN + LANE * (highest + 1);
    }

    int height() {
      return baseline() + LANE * (1 - lowest) + MARGIN / 2;
    }
  }

  private static String draw(Cell cell, Lanes lanes, int top) {
    var svg = new StringBuilder();
    var y = top + lanes.baseline();
    var order = new ArrayList<>(cell.nodes().keySet());
    if (!cell.title().isEmpty()) {
      svg.append(text(MARGIN / 2, top + MARGIN / 2, "start", cell.title()));
    }
    for (var edge : cell.edges()) {
      var from = MARGIN + STEP * order.indexOf(edge.from());
      var to = MARGIN + STEP * order.indexOf(edge.to());
      var rise = lanes.heights.getOrDefault(edge, 0) * LANE;
      svg.append(
          String.format(
              Locale.ROOT,
              "<path d=\"M%d %dC%d %d %d %d %d %d\" fill=\"none\" stroke=\"#888\"/>%n",
              from,
              y,
              from + (to - from) / 4,
              y - rise * 4 / 3,
              to - (to - from) / 4,
              y - rise * 4 / 3,
              to,
              y));
      svg.append(text((from + to) / 2, y - rise - 4, "middle", edge.label()));
    }
    for (var node : cell.nodes().entrySet()) {
      var x = MARGIN + STEP * order.indexOf(node.getKey());
      svg.append(
          String.format(
              Locale.ROOT,
              "<circle cx=\"%d\" cy=\"%d\" r=\"%d\" fill=\"#dbe9d8\" stroke=\"#4b7a47\"/>%n",
              x,
              y,
              RADIUS));
      svg.append(inNode(x, y, node.getValue()));
    }
    return svg.toString();
  }

  /** Graphviz writes a new line as a backslash and an n. */
  private static String inNode(int x, int y, String label) {
    var lines = label.split("\\\\n", -1);
    var svg = new StringBuilder();
    for (var line = 0; line < lines.length; line++) {
      svg.append(
          "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\" font-size=\"10\" fill=\"#222\">%s</text>%n"
              .formatted(
                  x,
                  y + 4 + line * LINE - (lines.length - 1) * LINE / 2,
                  Markup.escaped(lines[line])));
    }
    return svg.toString();
  }

  private static String text(int x, int y, String anchor, String content) {
    return "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>%n"
        .formatted(x, y, anchor, Markup.escaped(content));
  }
}
