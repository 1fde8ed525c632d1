package org.espalier.models.weights;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.espalier.models.space.CellInput;
import org.espalier.models.space.DartsCells;
import org.jspecify.annotations.Nullable;

/**
 * The names of DARTS's code, which PC-DARTS, DrNAS and CNAS took over: {@code cells.N._ops.J}, J
 * counting the inputs of a cell in the order in which the genotype is printed.
 *
 * <p>Source: the authors' code of DrNAS ({@code model.py}, {@code operations.py}), and the names in
 * checkpoints of CNAS.
 *
 * @param cells the cells, inputs in the order of the print
 * @param tensors names of all tensors of the network
 */
record DartsNames(DartsCells cells, Set<String> tensors) implements PublishedNames {

  private static final Pattern INPUT = Pattern.compile("cell(\\d+)/input([01])(?:/(.+))?");
  private static final Pattern EDGE = Pattern.compile("cell(\\d+)/edge(\\d+)/([^/]+)(?:/(.+))?");
  private static final int CELL_EDGES = 14;
  private static final String AUXILIARY = "auxiliary_head.";

  /** Modules outside cells: of the convolution or linear layer, and of the normalization. */
  private static final Map<String, List<String>> ENDS =
      Map.of(
          "stem", List.of("stem.0", "stem.1"),
          "stem0/first", List.of("stem0.0", "stem0.1"),
          "stem0/second", List.of("stem0.3", "stem0.4"),
          "stem1", List.of("stem1.1", "stem1.2"),
          "classifier", List.of("classifier", ""),
          "auxiliary/first", List.of(AUXILIARY + "features.2", AUXILIARY + "features.3"),
          "auxiliary/second", List.of(AUXILIARY + "features.5", AUXILIARY + "features.6"),
          "auxiliary", List.of(AUXILIARY + "classifier", ""));

  /** Convolutions of separable and dilated convolutions, and of factorized reductions. */
  private static final Map<String, String> CONVOLUTIONS =
      Map.of(
          "first/depthwise", "op.1",
          "first/pointwise", "op.2",
          "second/depthwise", "op.5",
          "second/pointwise", "op.6",
          "depthwise", "op.1",
          "pointwise", "op.2",
          "even", "conv_1",
          "odd", "conv_2");

  private static final Map<String, String> NORMALIZATIONS =
      Map.of("first", "op.3", "second", "op.7");

  @Override
  public String code() {
    return "DARTS, PC-DARTS, DrNAS and CNAS";
  }

  @Override
  public String convolution(String layer) {
    var end = ENDS.get(layer);
    if (end != null) {
      return end.get(0);
    }
    var input = INPUT.matcher(layer);
    if (input.matches()) {
      return preprocess(input.group(1), input.group(2))
          + (input.group(3) == null ? "op.1" : known(CONVOLUTIONS, input.group(3), layer));
    }
    var edge = EDGE.matcher(layer);
    if (edge.matches()) {
      return operation(edge.group(1), edge.group(2)) + known(CONVOLUTIONS, edge.group(4), layer);
    }
    throw PublishedNames.unknown(code(), layer);
  }

  @Override
  public String normalization(String layer) {
    var end = ENDS.get(layer);
    if (end != null) {
      return end.get(1);
    }
    boolean halves = tensors.contains(layer + "/even/kernel");
    var input = INPUT.matcher(layer);
    if (input.matches()) {
      return preprocess(input.group(1), input.group(2)) + (halves ? "bn" : "op.2");
    }
    var edge = EDGE.matcher(layer);
    if (edge.matches()) {
      var prefix = operation(edge.group(1), edge.group(2));
      if (edge.group(4) != null) {
        return prefix + known(NORMALIZATIONS, edge.group(4), layer);
      }
      boolean pools = edge.group(3).contains("_pool_");
      return prefix + (halves ? "bn" : pools ? "op.1" : "op.3");
    }
    throw PublishedNames.unknown(code(), layer);
  }

  /** The second classifier trains; it does not infer. */
  @Override
  public boolean isSpare(String name) {
    return name.startsWith(AUXILIARY);
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  private static String preprocess(String cell, String input) {
    return "cells." + cell + ".preprocess" + input + '.';
  }

  private String operation(String cell, String edge) {
    return "cells." + cell + "._ops." + place(Integer.parseInt(edge)) + '.';
  }

  private String known(Map<String, String> modules, @Nullable String part, String layer) {
    var module = part == null ? null : modules.get(part);
    if (module == null) {
      throw PublishedNames.unknown(code(), layer);
    }
    return module;
  }

  /** The place of an edge among the inputs of its cell. */
  private int place(int edge) {
    var inputs = edge < CELL_EDGES ? cells.normal() : cells.reduce();
    return IntStream.range(0, inputs.size())
        .filter(place -> index(inputs.get(place)) == edge % CELL_EDGES)
        .findFirst()
        .orElseThrow(() -> PublishedNames.unknown(code(), "edge" + edge));
  }

  private static int index(CellInput input) {
    return (input.target() - 2) * (input.target() + 1) / 2 + input.source();
  }
}
