package org.espalier.models.numbers;

import java.util.Arrays;
import java.util.function.Function;

/** Checks of settings, with messages that name the setting, its range and the value it had. */
public final class Settings {

  private Settings() {}

  /** Checks an integer against its lower bound. */
  public static void atLeast(String setting, long value, long least) {
    check(value >= least, setting, "at least " + least, value);
  }

  /** Checks a number against a closed range. */
  public static void between(String setting, double value, double least, double most) {
    check(value >= least && value <= most, setting, "in [" + least + ", " + most + "]", value);
  }

  /** Checks that a number is at least 0 and below 1. */
  public static void belowOne(String setting, double value) {
    check(value >= 0 && value < 1, setting, "in [0, 1)", value);
  }

  /** Checks that a number is finite and above zero. */
  public static void positive(String setting, double value) {
    check(value > 0 && Double.isFinite(value), setting, "above 0", value);
  }

  /** Checks any condition. */
  public static void check(boolean holds, String setting, String range, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(setting + " must be " + range + ", was " + value);
    }
  }

  /**
   * The value of this name.
   *
   * @param label the name of each value
   * @throws IllegalArgumentException naming the setting and those there are
   */
  public static <E> E named(String setting, String name, E[] values, Function<E, String> label) {
    return Arrays.stream(values)
        .filter(value -> label.apply(value).equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s must be one of %s, was %s"
                        .formatted(
                            setting,
                            String.join(", ", Arrays.stream(values).map(label).toList()),
                            name)));
  }
}
