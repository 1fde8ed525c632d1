package org.espalier.models.network;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.espalier.models.space.CellInput;
import org.espalier.models.space.DartsCells;

/** Cells as papers print them: two inputs a node, operation and source. */
final class PublishedCells {
  private static final Map<String, String> NAMES =
      Map.of(
          "none", "none",
          "max", "max_pool_3x3",
          "avg", "avg_pool_3x3",
          "skip", "skip_connect",
          "sep3", "sep_conv_3x3",
          "sep5", "sep_conv_5x5",
          "dil3", "dil_conv_3x3",
          "dil5", "dil_conv_5x5");

  static final DartsCells DARTS_V2 =
      cells(
          "sep3:0 sep3:1 sep3:0 sep3:1 sep3:1 skip:0 skip:0 dil3:2",
          "max:0 max:1 skip:2 max:1 max:0 skip:2 skip:2 max:1");
  static final DartsCells CNAS =
      cells(
          "dil3:1 sep3:0 sep3:0 skip:1 sep3:1 max:3 sep3:2 sep3:4",
          "sep3:0 skip:1 dil5:2 skip:1 dil3:2 sep3:1 sep5:0 sep3:3");
  static final DartsCells DRNAS_CIFAR10 =
      cells(
          "sep3:0 sep5:1 sep3:1 sep3:2 skip:0 sep3:1 sep3:2 dil5:3",
          "max:0 sep5:1 dil5:2 sep5:1 sep5:1 dil5:3 skip:4 sep5:1");
  static final DartsCells SNAS_AGGRESSIVE =
      cells(
          "sep5:0 skip:1 skip:0 skip:1 dil5:1 skip:0 skip:0 dil5:1",
          "sep5:0 none:1 sep5:0 none:1 none:1 none:0 none:1 none:0");

  private PublishedCells() {}

  static DartsCells cells(String normal, String reduce) {
    return new DartsCells(inputs(normal), inputs(reduce));
  }

  private static List<CellInput> inputs(String text) {
    var words = Arrays.asList(text.split(" ", -1));
    return IntStream.range(0, words.size())
        .mapToObj(
            i -> {
              var parts = words.get(i).split(":", -1);
              var operation = NAMES.getOrDefault(parts[0], parts[0]);
              return new CellInput(operation, Integer.parseInt(parts[1]), 2 + i / 2);
            })
        .toList();
  }
}
