package org.espalier.transforms.method.gradient;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.IntPredicate;
import org.espalier.models.space.EdgeSpace;
import org.espalier.schemas.SupernetForm;

/**
 * Which operations there are on each edge. An index counts them row by row: edge · operations +
 * operation.
 */
final class Choices {

  private final int edges;
  private final int operations;
  private final boolean[] allowed;

  private Choices(int edges, int operations, boolean[] allowed) {
    this.edges = edges;
    this.operations = operations;
    this.allowed = allowed;
    for (var edge = 0; edge < edges; edge++) {
      if (count(edge) == 0) {
        throw new IllegalArgumentException(
            "every operation of edge " + edge + " is masked: keep at least one");
      }
    }
  }

  /** The operations that a form has. */
  static Choices of(SupernetForm form, EdgeSpace space) {
    var edges = space.edges().size();
    var operations = space.operations().size();
    var allowed = new boolean[edges * operations];
    if (form.getAllowed().isEmpty()) {
      Arrays.fill(allowed, true);
    } else if (form.getAllowed().size() != allowed.length) {
      throw new IllegalArgumentException(
          "a form of this space masks "
              + allowed.length
              + " operations, this one masks "
              + form.getAllowed().size());
    }
    for (var i = 0; i < form.getAllowed().size(); i++) {
      allowed[i] = form.getAllowed().get(i);
    }
    return new Choices(edges, operations, allowed);
  }

  /** The same operations on every edge, as a form masks them. */
  static List<Boolean> everywhere(EdgeSpace space, IntPredicate operation) {
    var mask = new Boolean[space.edges().size() * space.operations().size()];
    for (var i = 0; i < mask.length; i++) {
      mask[i] = operation.test(i % space.operations().size());
    }
    // An empty list is the shorter name of the full form.
    return Arrays.asList(mask).contains(false) ? List.of(mask) : Collections.emptyList();
  }

  int edges() {
    return edges;
  }

  int operations() {
    return operations;
  }

  int size() {
    return allowed.length;
  }

  int at(int edge, int operation) {
    return edge * operations + operation;
  }

  boolean has(int index) {
    return allowed[index];
  }

  /** Operations of an edge. */
  int count(int edge) {
    var count = 0;
    for (var operation = 0; operation < operations; operation++) {
      count += allowed[at(edge, operation)] ? 1 : 0;
    }
    return count;
  }

  /** The operation of an edge with the largest value, the first of equals. */
  int best(int edge, float[] values) {
    var best = -1;
    for (var operation = 0; operation < operations; operation++) {
      var index = at(edge, operation);
      if (allowed[index] && (best < 0 || values[index] > values[at(edge, best)])) {
        best = operation;
      }
    }
    return best;
  }
}
