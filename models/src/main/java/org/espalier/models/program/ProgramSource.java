package org.espalier.models.program;

import java.util.List;

/**
 * How to build one TensorFlow graph and its signatures.
 *
 * <pre>{@code
 * final class Affine implements ProgramSource {
 *   public String name() { return "affine"; }
 *   public String description() { return "affine width=3"; }
 *   public void build(ProgramGraph graph) {
 *     var x = graph.floats("x", 3);
 *     var y = graph.ops().math.sum(x, graph.ops().constant(0));
 *     graph.signature("sum").input("x", x).output("y", y);
 *   }
 * }
 * }</pre>
 */
public interface ProgramSource {
  /** Short name for folders and messages: letters, digits and dashes. */
  String name();

  /**
   * Everything that decides the graph, as one line: two sources of equal name and description build
   * the same graph, with the same code.
   */
  String description();

  /**
   * Classes whose code the graph depends on: changed code never meets a program of the old code.
   */
  default List<Class<?>> code() {
    return List.of(getClass());
  }

  /**
   * Adds the operations and the signatures. Must not draw random numbers of its own: what is random
   * comes in through an input.
   */
  void build(ProgramGraph graph);
}
