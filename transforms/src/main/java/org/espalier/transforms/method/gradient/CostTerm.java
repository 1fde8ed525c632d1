package org.espalier.transforms.method.gradient;

import java.io.Serializable;
import java.util.List;
import org.espalier.models.numbers.Settings;

/**
 * What multiply-adds cost against the loss or the accuracy. With CE the cross-entropy, E the
 * expected multiply-adds, C those of a path, A its accuracy, R the reference and w the weight:
 *
 * <ul>
 *   <li>{@code mul#log}: 0.2 · CE · (ln E / ln R)^w; published with w = 0.3
 *   <li>{@code add#linear}: CE + w · (E − R)/R; published with w = 0.1
 *   <li>{@code add#absolute}: CE + w · |E − R|/R, or A − w · |C − R|/R
 *   <li>{@code mul#power}: A · (R/C)^w; published with w = 0.1
 * </ul>
 *
 * <p>Source: the first two and the last are ProxylessNAS's (Cai, Zhu, Han, ICLR 2019, and its
 * authors' code). They penalize multiply-adds and do not stop at the reference; the absolute one
 * does, and is that of Bender et al., "Can weight sharing outperform random architecture search? An
 * investigation with TuNAS", CVPR 2020.
 *
 * @param loss one of these names
 * @param reference R, multiply-adds of the full network for one image, above 1
 * @param weight w, above 0
 */
public record CostTerm(String loss, double reference, double weight) implements Serializable {

  private static final String LOGARITHM = "mul#log";
  private static final String LINEAR = "add#linear";
  private static final String ABSOLUTE = "add#absolute";
  private static final String POWER = "mul#power";
  private static final double LOSS_FACTOR = 0.2;

  /** Terms of a loss. */
  static final List<String> LOSSES = List.of(LOGARITHM, LINEAR, ABSOLUTE);

  /** Terms of a reward. */
  static final List<String> REWARDS = List.of(POWER, ABSOLUTE);

  /** Checks the settings. */
  public CostTerm {
    Settings.check(
        LOSSES.contains(loss) || REWARDS.contains(loss),
        "loss",
        "one of " + LOSSES + " or " + REWARDS,
        loss);
    Settings.check(reference > 1 && Double.isFinite(reference), "reference", "above 1", reference);
    Settings.positive("weight", weight);
  }

  /**
   * The slopes of the loss.
   *
   * @param byEntropy by the cross-entropy
   * @param byMadds by the expected multiply-adds
   */
  record Slopes(double byEntropy, double byMadds) {}

  /** The slopes of a loss without a cost. */
  static final Slopes FREE = new Slopes(1, 0);

  /** The slopes at a cross-entropy (nats) and at expected multiply-adds above 1. */
  Slopes slopes(double entropy, double madds) {
    return switch (loss) {
      case LOGARITHM -> {
        var ratio = Math.log(madds) / Math.log(reference);
        var factor = LOSS_FACTOR * Math.pow(ratio, weight);
        yield new Slopes(factor, entropy * factor * weight / (madds * Math.log(madds)));
      }
      case LINEAR -> new Slopes(1, weight / reference);
      case ABSOLUTE -> new Slopes(1, Math.signum(madds - reference) * weight / reference);
      default -> throw new IllegalArgumentException(loss + " is a reward, not a loss");
    };
  }

  /** The reward of a path's accuracy, a fraction in [0, 1], and multiply-adds. */
  double reward(double accuracy, double madds) {
    return switch (loss) {
      case POWER -> accuracy * Math.pow(reference / madds, weight);
      case ABSOLUTE -> accuracy - weight * Math.abs(madds - reference) / reference;
      default -> throw new IllegalArgumentException(loss + " is a loss, not a reward");
    };
  }
}
