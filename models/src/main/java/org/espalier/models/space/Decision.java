package org.espalier.models.space;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One decision of a search space.
 *
 * @param name its name, unique in the space
 * @param options what may be chosen, at least one, without repetition; an encoding holds indices
 *     into this list
 * @param edge the edge of a cell that it decides, where it decides one
 * @param node the node of a cell that it is about, in spaces that decide node by node
 */
public record Decision(
    String name, List<String> options, Optional<CellEdge> edge, Optional<CellNode> node) {

  private static final String NONE = "none";
  private static final List<String> NO_LAYER =
      List.of(NONE, ProxylessSpace.ZERO, MobileNetV3Space.ABSENT);

  /** Checks and copies the options. */
  public Decision {
    options = List.copyOf(options);
    if (options.isEmpty() || new HashSet<>(options).size() != options.size()) {
      throw new IllegalArgumentException(
          "decision %s must have distinct options, at least one, has %s".formatted(name, options));
    }
  }

  /** A decision about no node, perhaps of an edge. */
  public Decision(String name, List<String> options, Optional<CellEdge> edge) {
    this(name, options, edge, Optional.empty());
  }

  /** A decision that is no edge. */
  public Decision(String name, List<String> options) {
    this(name, options, Optional.empty());
  }

  /** Whether it chooses which node of a cell is read. */
  public boolean choosesSource() {
    return node.map(CellNode::choosesSource).orElse(false);
  }

  /** Index of the option without an operation, where there is one. */
  public OptionalInt none() {
    return option(NONE);
  }

  /**
   * Index of the option that is no layer, where there is one: {@link #none}, or a layer that is
   * left out.
   */
  public OptionalInt absent() {
    return NO_LAYER.stream()
        .map(this::option)
        .filter(OptionalInt::isPresent)
        .findFirst()
        .orElse(OptionalInt.empty());
  }

  /** Index of an option by its name. */
  public OptionalInt option(String label) {
    int at = options.indexOf(label);
    return at < 0 ? OptionalInt.empty() : OptionalInt.of(at);
  }
}
