package org.espalier.models.space;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/**
 * The published forms of an architecture of space {@code mobilenetv3}: depths, kernels and
 * expansions; or one number a layer, 0 for absent and 1 to 9 for kernel by expansion.
 */
final class MobileNetV3Text {

  private static final String FORM =
      "depths:kernels:expansions with 5, 20 and 20 numbers, 20 numbers in [0, 9], or"
          + " {\"ks\": […], \"e\": […], \"d\": […]}";
  private static final int LAYERS = MobileNetV3Network.LAYERS;
  private static final int ALL = MobileNetV3Network.UNITS * LAYERS;
  private static final int LEAST = 2;
  private static final ObjectMapper JSON = new ObjectMapper();

  private MobileNetV3Text() {}

  static String format(int[] encoding) {
    var depths =
        IntStream.range(0, MobileNetV3Network.UNITS)
            .map(
                unit ->
                    (int)
                        IntStream.range(unit * LAYERS, (unit + 1) * LAYERS)
                            .filter(at -> kind(encoding, at) >= 0)
                            .count());
    var kernels =
        IntStream.range(0, ALL).map(at -> valueAt(encoding, at, MobileNetV3Space.KERNELS, true));
    var expansions =
        IntStream.range(0, ALL)
            .map(at -> valueAt(encoding, at, MobileNetV3Space.EXPANSIONS, false));
    return join(depths) + ':' + join(kernels) + ':' + join(expansions);
  }

  static int[] parse(String text) {
    var stripped = text.strip();
    if (stripped.startsWith("{")) {
      return json(text, stripped);
    }
    var parts = stripped.split(":", -1);
    if (parts.length == 3) {
      return layers(
          text,
          numbers(text, "depths", parts[0]),
          numbers(text, "kernels", parts[1]),
          numbers(text, "expansions", parts[2]));
    }
    if (parts.length != 1) {
      throw malformed(text, "it has " + parts.length + " parts parted by ':'");
    }
    return kinds(text, numbers(text, "layers", stripped));
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  private static int kind(int[] encoding, int at) {
    return encoding[at] - (MobileNetV3Space.mayBeAbsent(at) ? 1 : 0);
  }

  private static int valueAt(int[] encoding, int at, List<Integer> values, boolean outer) {
    int kind = kind(encoding, at);
    if (kind < 0) {
      return 0;
    }
    int inner = MobileNetV3Space.EXPANSIONS.size();
    return values.get(outer ? kind / inner : kind % inner);
  }

  private static String join(IntStream numbers) {
    return numbers.mapToObj(Integer::toString).collect(Collectors.joining(","));
  }

  private static int[] kinds(String text, int[] kinds) {
    if (kinds.length == ALL + 1) {
      throw malformed(
          text,
          "it has 21 numbers, of which the first is a resolution; here that is a setting of the"
              + " run: leave it out");
    }
    checkLength(text, "layers", kinds, ALL);
    var encoding = new int[ALL];
    for (int at = 0; at < ALL; at++) {
      boolean optional = MobileNetV3Space.mayBeAbsent(at);
      if (kinds[at] < (optional ? 0 : 1) || kinds[at] > MobileNetV3Space.KINDS) {
        throw malformed(
            text,
            "layer %d must be in [%d, %d], was %d"
                .formatted(at + 1, optional ? 0 : 1, MobileNetV3Space.KINDS, kinds[at]));
      }
      encoding[at] = optional ? kinds[at] : kinds[at] - 1;
    }
    return encoding;
  }

  private static int[] layers(String text, int[] depths, int[] kernels, int[] expansions) {
    checkLength(text, "depths", depths, MobileNetV3Network.UNITS);
    checkLength(text, "kernels", kernels, ALL);
    checkLength(text, "expansions", expansions, ALL);
    var encoding = new int[ALL];
    for (int at = 0; at < ALL; at++) {
      int depth = depths[at / LAYERS];
      if (depth < LEAST || depth > LAYERS) {
        throw malformed(
            text, "depth %d must be in [2, 4], was %d".formatted(at / LAYERS + 1, depth));
      }
      if (at % LAYERS < depth) {
        int kernel = index(text, "kernel", at, kernels[at], MobileNetV3Space.KERNELS);
        int expansion = index(text, "expansion", at, expansions[at], MobileNetV3Space.EXPANSIONS);
        encoding[at] =
            MobileNetV3Space.option(at, kernel * MobileNetV3Space.EXPANSIONS.size() + expansion);
      } else if (kernels[at] != 0 || expansions[at] != 0) {
        throw malformed(
            text,
            "layer %d is absent at depth %d of unit %d, so that its kernel and expansion must be 0, were %d and %d"
                .formatted(at + 1, depth, at / LAYERS + 1, kernels[at], expansions[at]));
      }
    }
    return encoding;
  }

  private static int index(String text, String what, int at, int value, List<Integer> values) {
    int index = values.indexOf(value);
    if (index < 0) {
      throw malformed(
          text, "%s of layer %d must be one of %s, was %d".formatted(what, at + 1, values, value));
    }
    return index;
  }

  /** Kernels and expansions of absent layers are there in this form, and mean nothing. */
  private static int[] json(String text, String json) {
    try {
      var tree = JSON.readTree(json);
      var depths = numbers(text, "d", tree);
      var kernels = numbers(text, "ks", tree);
      var expansions = numbers(text, "e", tree);
      for (int at = 0; at < Math.min(kernels.length, expansions.length); at++) {
        if (at / LAYERS < depths.length && at % LAYERS >= depths[at / LAYERS]) {
          kernels[at] = 0;
          expansions[at] = 0;
        }
      }
      return layers(text, depths, kernels, expansions);
    } catch (JsonProcessingException unreadable) {
      throw malformed(text, "it is not JSON");
    }
  }

  private static int[] numbers(String text, String key, JsonNode tree) {
    var values = tree.path(key);
    if (!values.isArray()
        || !StreamSupport.stream(values.spliterator(), false).allMatch(JsonNode::isInt)) {
      throw malformed(text, "\"" + key + "\" must be an array of integers");
    }
    return StreamSupport.stream(values.spliterator(), false).mapToInt(JsonNode::asInt).toArray();
  }

  private static int[] numbers(String text, String what, String part) {
    try {
      return Arrays.stream(part.split(",", -1))
          .map(String::strip)
          .mapToInt(Integer::parseInt)
          .toArray();
    } catch (NumberFormatException notNumbers) {
      throw malformed(text, what + " must be integers parted by ',', were '" + part + "'");
    }
  }

  private static void checkLength(String text, String what, int[] numbers, int length) {
    if (numbers.length != length) {
      throw malformed(
          text, "%s must be %d numbers, were %d".formatted(what, length, numbers.length));
    }
  }

  private static IllegalArgumentException malformed(String text, String why) {
    return new IllegalArgumentException(
        "'%s' is not a mobilenetv3 architecture: %s. Expected form: %s".formatted(text, why, FORM));
  }
}
