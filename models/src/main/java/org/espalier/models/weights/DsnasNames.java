package org.espalier.models.weights;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The names of DSNAS's code: {@code features.BLOCK.CHOICE}, in which the main branch and the
 * projection are lists of layers.
 *
 * <p>Source: the names in a checkpoint of DSNAS.
 *
 * @param path choice of each block
 */
record DsnasNames(List<Integer> path) implements PublishedNames {

  private static final Pattern BLOCK = Pattern.compile("block(\\d+)/([^/]+)/(.+)");
  private static final String SEARCH = "log_alpha";

  private static final Map<String, String> ENDS =
      Map.of("stem", "first_conv.", "last", "conv_last.", "classifier", "classifier.");

  /** Place of the convolution; its normalization follows. */
  private static final Map<String, Integer> MAIN =
      Map.of("first/pointwise", 0, "main/depthwise", 3, "last/pointwise", 5);

  private static final Map<String, Integer> XCEPTION =
      Map.of(
          "first/depthwise", 0,
          "first/pointwise", 2,
          "second/depthwise", 5,
          "second/pointwise", 7,
          "last/depthwise", 10,
          "last/pointwise", 12);

  private static final Map<String, Integer> PROJECTION =
      Map.of("project/depthwise", 0, "project/pointwise", 2);

  /** Keeps a copy. */
  DsnasNames {
    path = List.copyOf(path);
  }

  @Override
  public String code() {
    return "DSNAS";
  }

  @Override
  public String convolution(String layer) {
    return module(layer, 0);
  }

  @Override
  public String normalization(String layer) {
    return module(layer, 1);
  }

  /** What the search has learned; the network found has no use for it. */
  @Override
  public boolean isSpare(String name) {
    return name.equals(SEARCH);
  }

  private String module(String layer, int after) {
    var end = ENDS.get(layer);
    if (end != null) {
      return end + after;
    }
    var matcher = BLOCK.matcher(layer);
    if (matcher.matches()) {
      int block = Integer.parseInt(matcher.group(1));
      var prefix = "features." + block + '.' + path.get(block) + '.';
      var main = matcher.group(2).startsWith("xception") ? XCEPTION : MAIN;
      var place = main.get(matcher.group(3));
      if (place != null) {
        return prefix + "branch_main." + (place + after);
      }
      var projected = PROJECTION.get(matcher.group(3));
      if (projected != null) {
        return prefix + "branch_proj." + (projected + after);
      }
    }
    throw PublishedNames.unknown(code(), layer);
  }
}
