package org.espalier.transforms.method;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.espalier.models.numbers.OptionMask;
import org.espalier.models.numbers.Settings;
import org.espalier.models.space.CellNode;
import org.espalier.models.space.Decision;
import org.espalier.models.space.SearchSpace;

/**
 * A search space that grows: each stage allows the options of the stage before and some more, in
 * any space. The setting is one of
 *
 * <ul>
 *   <li>an order of options. A decision that has none of the options allowed so far allows the
 *       earliest of its own in the order. Decisions that have no option of the order, and those
 *       that choose a source, allow everything from the first stage;
 *   <li>{@code random}: all options, in an order drawn from the run's seed, {@code none} never
 *       first;
 *   <li>{@code nodes}: the nodes of cells, from the lowest; those that are not there yet are zero;
 *   <li>{@code fixed}: everything in every stage.
 * </ul>
 *
 * <p>Source: Guo et al., "Breaking the curse of space explosion", ICML 2020 (CNAS), which grows the
 * DARTS space.
 *
 * @param setting the order, or one word
 * @param stages stages, at least 1; with a curriculum at most the options, or nodes, there are
 */
public record Curriculum(List<String> setting, int stages) {

  private static final String FIXED = "fixed";
  private static final String RANDOM = "random";
  private static final String NODES = "nodes";
  private static final String KEY = "method.curriculum";

  /** Checks what can be checked without a space. */
  public Curriculum {
    Settings.atLeast("stages", stages, 1);
    Settings.check(
        !setting.isEmpty(), "curriculum", "fixed, random, nodes or an order of options", "empty");
    var seen = new HashSet<String>();
    for (var option : setting) {
      Settings.check(seen.add(option), "curriculum", "each option once", option + " twice");
    }
    setting = List.copyOf(setting);
  }

  /** Whether it is one of the words. */
  private boolean is(String word) {
    return setting.equals(List.of(word));
  }

  /**
   * Checks it against a space.
   *
   * @throws IllegalArgumentException naming the setting, its value and the range
   */
  public void check(SearchSpace space) {
    if (is(NODES)) {
      Settings.check(
          nodes(space) > 0,
          KEY,
          "an order of options, random or fixed in space " + space.name() + ", which has no nodes",
          NODES);
      checkStages(nodes(space), "nodes");
    } else if (!is(FIXED)) {
      var options = labels(space);
      if (!is(RANDOM)) {
        checkOrder(space, options);
      }
      checkStages(options.size(), "options");
    }
  }

  private void checkStages(int most, String what) {
    Settings.check(
        stages <= most,
        "method.stages",
        "at most the %d %s that %s has".formatted(most, what, KEY),
        stages);
  }

  private void checkOrder(SearchSpace space, List<String> options) {
    var known = new LinkedHashSet<String>();
    growing(space).forEach(decision -> known.addAll(decision.options()));
    for (var option : setting) {
      Settings.check(known.contains(option), KEY, "options among " + known, option);
    }
    for (var option : options) {
      Settings.check(
          setting.contains(option), KEY, "all of " + options, setting + " without " + option);
    }
    Settings.check(
        !isZero(space, options.indexOf(setting.get(0))),
        KEY,
        "an order that begins with an operation, because no architecture is valid with"
            + " the first option alone",
        setting.get(0) + " first");
  }

  private boolean isZero(SearchSpace space, int first) {
    var label = labels(space).get(first);
    return growing(space).stream()
        .filter(decision -> decision.option(label).isPresent())
        .allMatch(decision -> decision.none().equals(decision.option(label)));
  }

  /**
   * The order, as indices into the options that grow; empty where nothing does.
   *
   * @param random draws a random order; not asked for another
   */
  public int[] order(SearchSpace space, RandomGenerator random) {
    if (is(FIXED) || is(NODES)) {
      return new int[0];
    }
    var options = labels(space);
    if (!is(RANDOM)) {
      return setting.stream().mapToInt(options::indexOf).toArray();
    }
    var order = IntStream.range(0, options.size()).toArray();
    do {
      for (int left = order.length; left > 1; left--) {
        int at = random.nextInt(left);
        int last = order[left - 1];
        order[left - 1] = order[at];
        order[at] = last;
      }
    } while (isZero(space, order[0]));
    return order;
  }

  /**
   * What a stage allows.
   *
   * @param order what {@link #order} gave
   * @param stage from 0
   */
  public OptionMask allowed(SearchSpace space, int[] order, int stage) {
    var index = space.options();
    if (is(FIXED)) {
      return OptionMask.all(index);
    }
    if (is(NODES)) {
      int first = firstNode(space);
      int most = first + reached(nodes(space), stage);
      return OptionMask.where(
          index,
          position -> {
            var decision = space.decisions().get(index.decision(position));
            int node = decision.node().map(CellNode::node).orElse(first);
            return node < most || index.option(position) == decision.none().orElse(0);
          });
    }
    var options = labels(space);
    int count = reached(order.length, stage);
    var ranks = new int[options.size()];
    for (int rank = 0; rank < order.length; rank++) {
      ranks[order[rank]] = rank;
    }
    return OptionMask.where(
        index,
        position -> {
          var decision = space.decisions().get(index.decision(position));
          var rank = rank(decision, index.option(position), options, ranks);
          var lowest =
              IntStream.range(0, decision.options().size())
                  .map(option -> rank(decision, option, options, ranks))
                  .min();
          return rank < Math.max(count, lowest.orElse(0) + 1);
        });
  }

  /** Place of an option in the order; before all for what is not in it. */
  private static int rank(Decision decision, int option, List<String> options, int[] ranks) {
    var at = decision.choosesSource() ? -1 : options.indexOf(decision.options().get(option));
    return at < 0 ? -1 : ranks[at];
  }

  /** How many of all a stage has; the last has all. */
  private int reached(int all, int stage) {
    int made = Math.min(stage, stages - 1) + 1;
    return (made * all + stages - 1) / stages;
  }

  /** What grows, in the order of the space: the options of decisions that the order is about. */
  private List<String> labels(SearchSpace space) {
    var labels = new LinkedHashSet<String>();
    growing(space).stream()
        .filter(decision -> is(RANDOM) || decision.options().stream().anyMatch(setting::contains))
        .forEach(decision -> labels.addAll(decision.options()));
    return List.copyOf(labels);
  }

  private static List<Decision> growing(SearchSpace space) {
    return space.decisions().stream().filter(decision -> !decision.choosesSource()).toList();
  }

  private static int nodes(SearchSpace space) {
    return (int) nodesOf(space).distinct().count();
  }

  private static int firstNode(SearchSpace space) {
    return nodesOf(space).min().orElse(0);
  }

  private static IntStream nodesOf(SearchSpace space) {
    return space.decisions().stream()
        .map(Decision::node)
        .flatMap(Optional::stream)
        .mapToInt(CellNode::node);
  }
}
