package org.espalier.transforms.supernet;

import java.io.Serializable;
import org.espalier.models.network.NamedSchedule;
import org.espalier.models.network.NamedSchedule.Rise;
import org.espalier.models.network.NamedSchedule.Shape;
import org.espalier.models.network.RateSchedule;
import org.espalier.models.numbers.Settings;
import org.jspecify.annotations.Nullable;

/**
 * The course of the learning rate, by name; {@link NamedSchedule} has the formulas.
 *
 * @param shape {@code cosine} or {@code linear}
 * @param every what the rate changes with, {@code step} or {@code epoch}
 * @param warmUpEpochs epochs of the rise, at least 1 and fewer than all; absent for none
 * @param rise how the rate rises: {@code scaled} is the curve times (e + 1)/W, {@code instead} a
 *     line in place of the curve, {@code before} a line before the curve; absent without warm-up
 * @param start rate that the line of a rise begins above, in [0, learningRate]; absent for 0
 * @param tailEpochs last epochs of a line, in which it falls so many times more slowly; absent for
 *     none
 */
public record RateSettings(
    String shape,
    String every,
    @Nullable Integer warmUpEpochs,
    @Nullable String rise,
    @Nullable Double start,
    @Nullable Integer tailEpochs)
    implements Serializable {

  private static final String STEP = "step";

  /** Checks the names. */
  public RateSettings {
    Shape.named(shape);
    Settings.check(every.equals(STEP) || every.equals("epoch"), "every", "step or epoch", every);
    Settings.check(
        (warmUpEpochs == null) == (rise == null),
        "rise",
        "set with warmUpEpochs, and only then",
        String.valueOf(rise));
    if (warmUpEpochs != null) {
      Settings.atLeast("warmUpEpochs", warmUpEpochs, 1);
    }
    var rises = rise == null ? Rise.NONE : Rise.named(rise);
    Settings.check(
        start == null || rises == Rise.INSTEAD || rises == Rise.BEFORE,
        "start",
        "absent unless rise is instead or before",
        String.valueOf(start));
    Settings.check(
        tailEpochs == null || Shape.named(shape) == Shape.LINEAR,
        "tailEpochs",
        "absent unless shape is linear",
        String.valueOf(tailEpochs));
    if (tailEpochs != null) {
      Settings.atLeast("tailEpochs", tailEpochs, 1);
    }
  }

  /**
   * The rate of each step.
   *
   * @param base highest rate
   * @param floor rate at the end of a cosine
   * @param steps steps of the training
   * @param stepsPerEpoch steps of an epoch
   * @throws IllegalArgumentException naming what is longer than the training
   */
  public RateSchedule schedule(double base, double floor, long steps, int stepsPerEpoch) {
    long epochs = (steps + stepsPerEpoch - 1) / stepsPerEpoch;
    fits("warmUpEpochs", warmUpEpochs, epochs);
    long rising = warmUpEpochs == null ? 0 : warmUpEpochs;
    boolean before = rise != null && Rise.named(rise) == Rise.BEFORE;
    fits("tailEpochs", tailEpochs, before ? epochs - rising : epochs);
    long unit = every.equals(STEP) ? 1 : stepsPerEpoch;
    long perEpoch = every.equals(STEP) ? stepsPerEpoch : 1;
    return new NamedSchedule(
        Shape.named(shape),
        rise == null ? Rise.NONE : Rise.named(rise),
        base,
        floor,
        unit,
        (steps + unit - 1) / unit,
        rising * perEpoch,
        start == null ? 0 : start,
        tailEpochs == null ? 0 : tailEpochs * perEpoch);
  }

  private static void fits(String setting, @Nullable Integer length, long epochs) {
    Settings.check(
        length == null || length < epochs,
        "evaluator.training.options.schedule." + setting,
        "below the " + epochs + " epochs of the curve",
        String.valueOf(length));
  }
}
