package org.espalier.transforms.method;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.espalier.models.space.SearchSpace;
import org.espalier.schemas.Genotype;

/**
 * Edits of one centre, in the order in which they were chosen: a member of that centre's subspace,
 * with the path the controller took to it.
 *
 * <p>As text, {@code centre 1, edits 0=3 5=1}: decision 0 set to operation 3, then 5 to 1. Trials
 * keep it, so that the controller learns from what it chose and not from a repeated draw.
 *
 * @param centre which centre, from 0
 * @param list the edits; the same decision may come again
 */
record Edits(int centre, List<Edit> list) {

  private static final Pattern TEXT =
      Pattern.compile("centre (\\d+), edits (\\d+=\\d+(?: \\d+=\\d+)*)");

  /**
   * One decision set to one operation.
   *
   * @param decision which decision, from 0
   * @param operation which operation, from 0; may be the one it has
   */
  record Edit(int decision, int operation) {}

  /** The edits behind a controller's choices: centre, then decision and operation of each. */
  static Edits of(int[] choices) {
    return new Edits(
        choices[0],
        IntStream.range(0, choices.length / 2)
            .mapToObj(i -> new Edit(choices[1 + 2 * i], choices[2 + 2 * i]))
            .toList());
  }

  /**
   * Reads the text form.
   *
   * @throws IllegalArgumentException showing the text, where it is not one
   */
  static Edits parse(String text) {
    var match = TEXT.matcher(text);
    if (!match.matches()) {
      throw new IllegalArgumentException(
          "subspace must read like \"centre 1, edits 0=3 5=1\", was \"" + text + '"');
    }
    var edits = new ArrayList<Edit>();
    for (var edit : match.group(2).split(" ", -1)) {
      var equals = edit.indexOf('=');
      edits.add(
          new Edit(
              Integer.parseInt(edit, 0, equals, 10),
              Integer.parseInt(edit, equals + 1, edit.length(), 10)));
    }
    return new Edits(Integer.parseInt(match.group(1)), edits);
  }

  String text() {
    var edits =
        list.stream()
            .map(edit -> edit.decision() + "=" + edit.operation())
            .collect(Collectors.joining(" "));
    return "centre " + centre + ", edits " + edits;
  }

  /** The choices again, as the controller counts them. */
  int[] choices() {
    var choices = new int[1 + 2 * list.size()];
    choices[0] = centre;
    for (var i = 0; i < list.size(); i++) {
      choices[1 + 2 * i] = list.get(i).decision();
      choices[2 + 2 * i] = list.get(i).operation();
    }
    return choices;
  }

  /** A new architecture: the given one after all edits, later ones overriding earlier. */
  Genotype applyTo(Genotype genotype, SearchSpace space) {
    var encoding = genotype.getEncoding().stream().mapToInt(Integer::intValue).toArray();
    for (var edit : list) {
      encoding[edit.decision()] = edit.operation();
    }
    return space.genotype(encoding);
  }
}
