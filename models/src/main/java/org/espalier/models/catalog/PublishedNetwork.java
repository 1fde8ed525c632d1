package org.espalier.models.catalog;

import java.util.List;
import java.util.function.Function;
import org.espalier.models.layer.Network;
import org.espalier.models.operation.PoolNorm;
import org.espalier.models.space.BlockSize;
import org.espalier.models.space.DartsMacro;
import org.espalier.models.space.Evaluation;
import org.espalier.models.space.NetworkSize;
import org.espalier.models.space.Target;

/**
 * A full network that architectures were published on: width, depth, images and classes.
 *
 * @param name for example {@code imagenet-c48-l14}
 * @param described the description of the network with an architecture in it
 */
public record PublishedNetwork(String name, Function<PublishedArchitecture, Network> described) {

  /** DARTS cells: 20 of 36 channels, for images of 32×32. */
  public static final PublishedNetwork CIFAR = darts(DartsMacro.CIFAR, "cifar10");

  /** DARTS cells: 14 of 48 channels, for images of 224×224. */
  public static final PublishedNetwork IMAGENET = darts(DartsMacro.IMAGENET, "imagenet");

  /** Once-for-All's network at width 1.2, for images of 224×224. */
  public static final PublishedNetwork MOBILENETV3 =
      of("mobilenetv3-w1.2-224", "imagenet", new BlockSize(1.2));

  /** The shuffle units of SPOS and DSNAS, for images of 224×224. */
  public static final PublishedNetwork SHUFFLENET =
      of("shufflenet-224", "imagenet", new BlockSize(1));

  /** The network of ProxylessNAS, for images of 224×224. */
  public static final PublishedNetwork PROXYLESS =
      of("proxyless-224", "imagenet", new BlockSize(1));

  /** The cells of AutoSpace in the network of ProxylessNAS, for images of 224×224. */
  public static final PublishedNetwork AUTOSPACE =
      of("autospace-224", "imagenet", new BlockSize(1));

  /** MobileNetV2, in which nothing is chosen, for images of 224×224. */
  public static final PublishedNetwork MOBILENETV2 =
      new PublishedNetwork(
          "mobilenetv2-224", fixed -> new MobileNetV2(Target.of("imagenet").input()));

  /**
   * The networks of a space.
   *
   * @param space its name; empty for architectures that nobody searched
   */
  static List<PublishedNetwork> of(String space) {
    return switch (space) {
      case "mobilenetv3" -> List.of(MOBILENETV3);
      case "shufflenet" -> List.of(SHUFFLENET);
      case "proxyless" -> List.of(PROXYLESS);
      case AutoSpaceNet.SPACE -> List.of(AUTOSPACE);
      case "" -> List.of(MOBILENETV2);
      default -> List.of(CIFAR, IMAGENET);
    };
  }

  private static PublishedNetwork darts(DartsMacro macro, String dataSet) {
    return of(macro.name(), dataSet, macro.size());
  }

  private static PublishedNetwork of(String name, String dataSet, NetworkSize size) {
    var input = Target.of(dataSet).input();
    return new PublishedNetwork(
        name,
        architecture ->
            architecture
                .searchSpace()
                .evaluationNetwork(size, input, Evaluation.of(PoolNorm.NONE)));
  }
}
