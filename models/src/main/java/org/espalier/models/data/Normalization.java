package org.espalier.models.data;

import java.util.List;

/**
 * Mean and standard deviation of each colour channel, on pixels scaled to {@code [0, 1]}; a pixel x
 * enters a network as {@code (x / 255 - mean) / std}.
 *
 * @param mean mean of each channel, in {@code [0, 1]}
 * @param std standard deviation of each channel, above 0
 */
public record Normalization(List<Double> mean, List<Double> std) {

  /**
   * CIFAR-10, as NAS-Bench-201 was trained.
   *
   * <p><b>Source:</b> the AutoDL-Projects configuration of the benchmark, (125.3, 123.0, 113.9) and
   * (63.0, 62.1, 66.7) of 255.
   */
  public static final Normalization CIFAR10 =
      ofBytes(List.of(125.3, 123.0, 113.9), List.of(63.0, 62.1, 66.7));

  /** CIFAR-100, as NAS-Bench-201 was trained. */
  public static final Normalization CIFAR100 =
      ofBytes(List.of(129.3, 124.1, 112.4), List.of(68.2, 65.4, 70.4));

  /** ImageNet16-120, as NAS-Bench-201 was trained. */
  public static final Normalization IMAGENET16 =
      ofBytes(List.of(122.68, 116.66, 104.01), List.of(63.22, 61.26, 65.09));

  /** CIFAR-10, as the DARTS family uses it: more digits of nearly the same figures. */
  public static final Normalization CIFAR10_DARTS =
      new Normalization(
          List.of(0.49139968, 0.48215827, 0.44653124), List.of(0.24703233, 0.24348505, 0.26158768));

  /** ImageNet, as everyone uses it. */
  public static final Normalization IMAGENET =
      new Normalization(List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225));

  /** Generated images: round figures close to the measured ones. */
  public static final Normalization GENERATED =
      new Normalization(List.of(0.444, 0.444, 0.444), List.of(0.297, 0.297, 0.297));

  /**
   * The figures of a data set: {@code cifar10}, {@code cifar100}, {@code imagenet16}, {@code
   * imagenet}, {@code imagenette} (ImageNet's) or {@code generated}.
   *
   * @throws IllegalArgumentException naming another data set
   */
  public static Normalization of(String dataSet) {
    return switch (dataSet) {
      case "cifar10" -> CIFAR10;
      case "cifar100" -> CIFAR100;
      case "imagenet16" -> IMAGENET16;
      case "imagenet", "imagenette" -> IMAGENET;
      case "generated" -> GENERATED;
      default ->
          throw new IllegalArgumentException("no mean and deviation are known of " + dataSet);
    };
  }

  /** Checks that there are as many deviations as means, and their ranges. */
  public Normalization {
    mean = List.copyOf(mean);
    std = List.copyOf(std);
    if (mean.size() != std.size()) {
      throw new IllegalArgumentException(
          "mean and deviation must have one value a channel, had "
              + mean.size()
              + " and "
              + std.size());
    }
    if (!mean.stream().allMatch(value -> value >= 0 && value <= 1)) {
      throw new IllegalArgumentException("each mean must be in [0, 1], was " + mean);
    }
    if (!std.stream().allMatch(value -> value > 0)) {
      throw new IllegalArgumentException("each deviation must be above 0, was " + std);
    }
  }

  /**
   * The images of a batch as numbers, {@code [batch, height, width, channel]}, for who does not
   * normalize within the network.
   */
  public float[] apply(Batch batch) {
    var pixels = batch.images();
    var values = new float[pixels.remaining()];
    int channels = mean.size();
    var scale = new float[channels];
    var shift = new float[channels];
    for (int channel = 0; channel < channels; channel++) {
      scale[channel] = (float) (1 / (255 * std.get(channel)));
      shift[channel] = (float) (mean.get(channel) / std.get(channel));
    }
    for (int i = 0; i < values.length; i++) {
      values[i] = (pixels.get(i) & 0xFF) * scale[i % channels] - shift[i % channels];
    }
    return values;
  }

  private static Normalization ofBytes(List<Double> mean, List<Double> std) {
    return new Normalization(
        mean.stream().map(value -> value / 255).toList(),
        std.stream().map(value -> value / 255).toList());
  }
}
