package org.espalier.models.weights;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.espalier.models.space.SearchSpace;

/**
 * The names of Once-for-All's MobileNetV3, which DSM-NAS took over. Absent layers are left out of
 * the numbers of blocks; block 0 is the fixed one.
 *
 * <p>Source: the names in a checkpoint of DSM-NAS+.
 *
 * @param blocks the block that each layer which is there has become
 * @param elastic whether they are those of the supernet, in which a layer of one width holds that
 *     of another
 */
record OfaNames(Map<String, Integer> blocks, boolean elastic) implements PublishedNames {

  private static final Pattern LAYER = Pattern.compile("(first|layer\\d+)(?:/[^/]*_[^/]*)?/(.+)");

  private static final Map<String, String> ENDS =
      Map.of(
          "stem", "first_conv.",
          "last", "final_expand_layer.",
          "features", "feature_mix_layer.");

  private static final Map<String, String> PARTS =
      Map.of(
          "expand", "inverted_bottleneck.",
          "depthwise", "depth_conv.",
          "project", "point_linear.");

  private static final Map<String, String> SQUEEZE =
      Map.of(
          "squeeze/reduce", "depth_conv.se.fc.reduce",
          "squeeze/expand", "depth_conv.se.fc.expand");

  /** The names in the network of an architecture. */
  static OfaNames of(SearchSpace space, int[] path, boolean elastic) {
    var blocks = new HashMap<String, Integer>(Map.of("first", 0));
    for (int layer = 0; layer < path.length; layer++) {
      var option = space.decisions().get(layer).options().get(path[layer]);
      if (option.matches("k\\d_e\\d")) {
        blocks.put("layer" + layer, blocks.size());
      }
    }
    return new OfaNames(Map.copyOf(blocks), elastic);
  }

  @Override
  public String code() {
    return "Once-for-All and DSM-NAS";
  }

  @Override
  public String convolution(String layer) {
    return layer.equals("classifier") ? "classifier.linear" : module(layer, "conv");
  }

  @Override
  public String normalization(String layer) {
    return module(layer, "bn");
  }

  @Override
  public boolean isSpare(String name) {
    return false;
  }

  private String module(String layer, String kind) {
    var end = ENDS.get(layer);
    if (end != null) {
      return end + kind;
    }
    var matcher = LAYER.matcher(layer);
    if (matcher.matches() && blocks.containsKey(matcher.group(1))) {
      var prefix = "blocks." + blocks.get(matcher.group(1)) + ".mobile_inverted_conv.";
      for (var known : List.of(PARTS, SQUEEZE)) {
        var part = known.get(matcher.group(2));
        if (part != null) {
          var inner = elastic && !matcher.group(1).equals("first") ? kind + '.' + kind : kind;
          return prefix + part + (known == PARTS ? inner : "");
        }
      }
    }
    throw PublishedNames.unknown(code(), layer);
  }
}
