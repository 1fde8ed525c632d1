package org.espalier.models.network;

import java.util.regex.Pattern;
import org.espalier.models.layer.ChannelCount;
import org.espalier.models.layer.Slice;
import org.espalier.models.space.SearchSpace;

/** Which values of shared tensors an architecture of space mobilenetv3 uses, worked out by hand. */
@SuppressWarnings("ArrayRecordComponent") // read only, never compared
record UsedParts(SearchSpace space, int[] path) {

  private static final Pattern LAYER = Pattern.compile("layer(\\d+)/(.*?)(/momentum)?");
  private static final Pattern OPTION = Pattern.compile("k(\\d)_e(\\d)");

  /** Channels that enter a layer, of width 0.2: multiples of 8. */
  private static int in(int layer) {
    int[] widths = {8, 8, 8, 16, 24, 32};
    return layer % 4 == 0 ? widths[layer / 4] : widths[layer / 4 + 1];
  }

  boolean isUsed(Slice slice, int position) {
    var name = LAYER.matcher(slice.name());
    if (!name.matches()) {
      return true;
    }
    int layer = Integer.parseInt(name.group(1));
    var option = OPTION.matcher(space.decisions().get(layer).options().get(path[layer]));
    if (!option.matches()) {
      return false;
    }
    int kernel = Integer.parseInt(option.group(1));
    int mid = ChannelCount.divisible(in(layer) * Integer.parseInt(option.group(2)));
    int few = ChannelCount.divisible(Math.floorDiv(mid, 4));
    var shape = slice.shape();
    int last = position % shape.get(shape.size() - 1);
    int before =
        shape.size() < 2 ? 0 : position / shape.get(shape.size() - 1) % shape.get(shape.size() - 2);
    return switch (name.group(2)) {
      case "expand/kernel",
          "expand/scale",
          "expand/offset",
          "depthwise/scale",
          "depthwise/offset",
          "squeeze/expand/bias" ->
          last < mid;
      case "project/kernel" -> before < mid;
      case "squeeze/reduce/kernel" -> before < mid && last < few;
      case "squeeze/reduce/bias" -> last < few;
      case "squeeze/expand/kernel" -> before < few && last < mid;
      case "depthwise/7to5/matrix" -> kernel < 7;
      case "depthwise/5to3/matrix" -> kernel < 5;
      case "depthwise/kernel" -> {
        int pixel = position / shape.get(2);
        int border = kernel < 7 ? 1 : 0;
        yield before < mid && isInside(pixel / 7, border) && isInside(pixel % 7, border);
      }
      default -> true;
    };
  }

  private static boolean isInside(int at, int border) {
    return at >= border && at < 7 - border;
  }
}
