package org.espalier.models.space;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Optional;
import org.espalier.models.operation.MotifGenes;
import org.espalier.models.space.LearnedNet.Block;
import org.espalier.models.space.LearnedNet.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Networks in the JSON of ProxylessNAS with AutoSpace's cells in it, {@code net_340M.config}.
 *
 * <p>Source: the released file of AutoSpace (arXiv:2103.11833).
 */
public final class LearnedNetFile {
  private static final long MOST_BYTES = 1 << 22;
  private static final String CELL = "build_graph";

  private LearnedNetFile() {}

  /**
   * The network of a file.
   *
   * @throws IllegalArgumentException naming the file, the place, what it holds and what it must
   */
  public static LearnedNet read(Path file) {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new IllegalArgumentException("it has more than " + MOST_BYTES + " bytes");
      }
      return parse(Files.readString(file));
    } catch (IOException unreadable) {
      throw new IllegalArgumentException(
          "cannot read the network %s: %s".formatted(file, unreadable), unreadable);
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException(
          "%s is not a learned network: %s".formatted(file, wrong.getMessage()), wrong);
    }
  }

  /**
   * The network of a text.
   *
   * @throws IllegalArgumentException naming the place, what it holds and what it must
   */
  public static LearnedNet parse(String text) {
    var root = LearnedSpaceFile.tree(text);
    var blocks = new ArrayList<Block>();
    for (var block : root.path("blocks")) {
      blocks.add(block(block, "blocks[%d]".formatted(blocks.size())));
    }
    if (blocks.size() != LearnedSpace.BLOCKS + 1) {
      throw new IllegalArgumentException(
          "blocks must be %d, has %d".formatted(LearnedSpace.BLOCKS + 1, blocks.size()));
    }
    var epsilon = root.path("bn").path("eps");
    if (!epsilon.isNumber()) {
      throw new IllegalArgumentException("bn.eps must be a number, was " + epsilon);
    }
    return new LearnedNet(
        epsilon.asDouble(),
        number(root.path("first_conv"), "out_channels", "first_conv"),
        blocks,
        number(root.path("feature_mix_layer"), "out_channels", "feature_mix_layer"),
        number(root.path("classifier"), "out_features", "classifier"));
  }

  private static Block block(JsonNode block, String place) {
    var layer = block.path("mobile_inverted_conv");
    var kind = kind(layer.path("name").asText(), place);
    int shortcut = block.path("shortcut").path("in_channels").asInt();
    int stride = number(layer, "stride", place);
    if (kind == Kind.ZERO) {
      return new Block(kind, 0, 0, 0, stride, 0, Optional.empty(), shortcut);
    }
    int expansion = number(layer, "expand_ratio", place);
    return new Block(
        kind,
        number(layer, "in_channels", place),
        number(layer, "out_channels", place),
        number(layer, "kernel_size", place),
        stride,
        expansion,
        kind == Kind.MOTIF ? Optional.of(cell(layer, expansion, place)) : Optional.empty(),
        shortcut);
  }

  /** A cell says two of its genes twice, which must agree. */
  private static MotifGenes cell(JsonNode layer, int expansion, String place) {
    var matrix = LearnedSpaceFile.tree(layer.path(CELL).asText("null"));
    var cell = MotifMatrix.genes(matrix, place + '.' + CELL);
    var mixes = layer.path("feature_mix_mode_idx");
    boolean agrees =
        layer.path("dim_conv_idx").asInt(-1) == cell.codes().get(0)
            && mixes.path(0).asInt(-1) == cell.codes().get(1)
            && mixes.path(1).asInt(-1) == cell.codes().get(2)
            && expansion == cell.expansion();
    if (!agrees) {
      throw new IllegalArgumentException(
          "%s: dim_conv_idx, feature_mix_mode_idx and expand_ratio must be those of build_graph %s, were %s, %s and %d"
              .formatted(place, cell.text(), layer.path("dim_conv_idx"), mixes, expansion));
    }
    return cell;
  }

  private static Kind kind(String name, String place) {
    for (var kind : Kind.values()) {
      if (kind.label().equals(name)) {
        return kind;
      }
    }
    throw new IllegalArgumentException(
        "%s: name must be Motif, MBInvertedConvLayer or ZeroLayer, was '%s'"
            .formatted(place, name));
  }

  private static int number(JsonNode from, String key, String place) {
    if (!from.path(key).isInt()) {
      throw new IllegalArgumentException(
          "%s.%s must be a whole number, was %s".formatted(place, key, from.path(key)));
    }
    return from.path(key).asInt();
  }

  /** The text of a file of this network. */
  public static String text(LearnedNet net) {
    var root = JsonNodeFactory.instance.objectNode().put("name", "ProxylessNASNets");
    root.putObject("bn").put("momentum", 0.1).put("eps", net.batchNormEpsilon());
    root.set("first_conv", convolution(3, 2, 3, net.stem()));
    var blocks = root.putArray("blocks");
    net.blocks().forEach(block -> blocks.add(json(block)));
    int last = net.blocks().get(net.blocks().size() - 1).out();
    root.set("feature_mix_layer", convolution(1, 1, last, net.features()));
    root.set(
        "classifier",
        activation(
            JsonNodeFactory.instance
                .objectNode()
                .put("name", "LinearLayer")
                .put("in_features", net.features())
                .put("out_features", net.classes())
                .put("bias", true)
                .put("use_bn", false),
            null));
    return root.toPrettyString() + '\n';
  }

  private static ObjectNode json(Block block) {
    var json = JsonNodeFactory.instance.objectNode().put("name", "MobileInvertedResidualBlock");
    var layer = json.putObject("mobile_inverted_conv").put("name", block.kind().label());
    if (block.kind() == Kind.ZERO) {
      layer.put("stride", block.stride());
    } else {
      layer
          .put("in_channels", block.in())
          .put("out_channels", block.out())
          .put("kernel_size", block.kernel())
          .put("stride", block.stride())
          .put("expand_ratio", block.expansion());
      block.cell().ifPresentOrElse(cell -> put(layer, cell), () -> layer.putNull("mid_channels"));
      layer.put("has_se", false);
    }
    if (block.shortcut() == 0) {
      return json.putNull("shortcut");
    }
    var shortcut =
        JsonNodeFactory.instance
            .objectNode()
            .put("name", "IdentityLayer")
            .put("in_channels", block.shortcut())
            .put("out_channels", block.shortcut())
            .put("use_bn", false);
    return json.set("shortcut", activation(shortcut, null));
  }

  private static void put(ObjectNode layer, MotifGenes cell) {
    var codes = cell.codes();
    layer
        .put("num_nodes", 4)
        .put(CELL, MotifMatrix.of(cell).toString().replace(",", ", "))
        .put("dim_conv_idx", codes.get(0))
        .put("atten_mode", "channel")
        .putArray("feature_mix_mode_idx")
        .add(codes.get(1))
        .add(codes.get(2));
  }

  private static ObjectNode convolution(int kernel, int stride, int in, int out) {
    var json =
        JsonNodeFactory.instance
            .objectNode()
            .put("name", "ConvLayer")
            .put("kernel_size", kernel)
            .put("stride", stride)
            .put("dilation", 1)
            .put("groups", 1)
            .put("bias", false)
            .put("has_shuffle", false)
            .put("in_channels", in)
            .put("out_channels", out)
            .put("use_bn", true);
    return activation(json, "relu6");
  }

  private static ObjectNode activation(ObjectNode json, @Nullable String name) {
    return json.put("act_func", name).put("dropout_rate", 0).put("ops_order", "weight_bn_act");
  }
}
