package org.espalier.models.space;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Text and drawing of architectures that have no published form: {@code decision=option}, parted by
 * commas, in the order of the decisions.
 */
final class DecisionText {

  private DecisionText() {}

  static String format(List<Decision> decisions, int[] encoding) {
    return IntStream.range(0, encoding.length)
        .mapToObj(at -> decisions.get(at).name() + '=' + option(decisions, encoding, at))
        .collect(Collectors.joining(","));
  }

  static int[] parse(String space, List<Decision> decisions, String text) {
    var parts = text.strip().split(",", -1);
    if (parts.length != decisions.size()) {
      throw malformed(
          space,
          decisions,
          text,
          "it has " + parts.length + " parts parted by ',', not " + decisions.size());
    }
    var encoding = new int[parts.length];
    for (int at = 0; at < parts.length; at++) {
      var decision = decisions.get(at);
      var start = decision.name() + '=';
      if (!parts[at].startsWith(start)) {
        throw malformed(
            space, decisions, text, "'" + parts[at] + "' must begin with '" + start + "'");
      }
      var label = parts[at].substring(start.length());
      var why = NearestName.message("option of " + decision.name(), label, decision.options());
      encoding[at] =
          decision.option(label).orElseThrow(() -> malformed(space, decisions, text, why));
    }
    return encoding;
  }

  /** One box a decision, one after the other. */
  static String dot(String space, List<Decision> decisions, int[] encoding) {
    var dot = new StringBuilder("digraph \"%s\" {\n  rankdir=LR;\n".formatted(space));
    dot.append("  node [shape=box, fontname=\"sans-serif\"];\n  in -> d0;\n");
    for (int at = 0; at < encoding.length; at++) {
      var label = decisions.get(at).name() + "\\n" + option(decisions, encoding, at);
      var next = at + 1 < encoding.length ? "d" + (at + 1) : "out";
      dot.append("  d%d [label=\"%s\"];\n  d%d -> %s;\n".formatted(at, label, at, next));
    }
    return dot.append("}\n").toString();
  }

  private static String option(List<Decision> decisions, int[] encoding, int at) {
    return decisions.get(at).options().get(encoding[at]);
  }

  private static IllegalArgumentException malformed(
      String space, List<Decision> decisions, String text, String why) {
    var form = decisions.stream().map(d -> d.name() + "=option").collect(Collectors.joining(","));
    return new IllegalArgumentException(
        "'%s' is not a %s architecture: %s. Expected form: %s".formatted(text, space, why, form));
  }
}
