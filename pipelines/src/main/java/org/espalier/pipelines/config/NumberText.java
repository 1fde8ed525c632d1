package org.espalier.pipelines.config;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/** Numbers as people write them: {@code 100000}, {@code 1e5} and {@code 100_000} are one. */
final class NumberText {

  /** Of bounded length and exponent, so that exact arithmetic on it ends. */
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(0|[1-9][0-9]{0,40})?(\\.[0-9]{0,60})?([eE][-+]?[0-9]{1,4})?");

  private NumberText() {}

  /** Whether a text is a number at all, in range or not. */
  static boolean isNumber(String text) {
    return exact(text).isPresent();
  }

  /** The integer; empty where the text is none, or one outside of 64 bits. */
  static Optional<Long> integer(String text) {
    return exact(text)
        .filter(number -> Math.abs(number.doubleValue()) < 1e19)
        .flatMap(
            number -> {
              try {
                return Optional.of(number.longValueExact());
              } catch (ArithmeticException notWhole) {
                return Optional.empty();
              }
            });
  }

  /** The nearest double; empty where the text is no number, too large, or rounds to zero. */
  static Optional<Double> real(String text) {
    return exact(text)
        .filter(
            number -> {
              var value = number.doubleValue();
              return Double.isFinite(value) && (value != 0 || number.signum() == 0);
            })
        .map(BigDecimal::doubleValue);
  }

  private static Optional<BigDecimal> exact(String text) {
    // Underscores group digits, as in Java.
    var digits = text.replaceAll("(?<=[0-9])_(?=[0-9])", "");
    return NUMBER.matcher(digits).matches() && digits.matches(".*[0-9].*")
        ? parse(digits)
        : Optional.empty();
  }

  private static Optional<BigDecimal> parse(String digits) {
    try {
      return Optional.of(new BigDecimal(digits));
    } catch (NumberFormatException malformed) {
      return Optional.empty();
    }
  }
}
