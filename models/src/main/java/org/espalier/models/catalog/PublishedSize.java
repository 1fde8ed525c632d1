package org.espalier.models.catalog;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.espalier.models.layer.CountingRule;
import org.espalier.models.space.DartsMacro;

/**
 * The size that a paper or its repository gives for a network, in millions and to its digits.
 *
 * @param macro the network
 * @param parameters trainable parameters in millions
 * @param madds multiply-adds in millions, where given
 */
public record PublishedSize(DartsMacro macro, BigDecimal parameters, Optional<BigDecimal> madds) {

  private static final int MILLION_DIGITS = 6;

  static PublishedSize of(DartsMacro macro, String parameters) {
    return new PublishedSize(macro, new BigDecimal(parameters), Optional.empty());
  }

  static PublishedSize of(DartsMacro macro, String parameters, String madds) {
    return new PublishedSize(macro, new BigDecimal(parameters), Optional.of(new BigDecimal(madds)));
  }

  /** Whether the counted parameters, rounded to the published digits, are those published. */
  public boolean parametersFollow(CountedSize counted) {
    return rounds(counted.parameters(), parameters);
  }

  /** Whether the counted parameters are the published ones to one in a hundred. */
  public boolean parametersWithinAPercent(CountedSize counted) {
    double published = parameters.movePointRight(MILLION_DIGITS).doubleValue();
    return Math.abs(counted.parameters() - published) <= published / 100;
  }

  /** The counting rules whose multiply-adds, rounded likewise, are those published. */
  public List<CountingRule> rulesThatFollow(CountedSize counted) {
    return Arrays.stream(CountingRule.values())
        .filter(rule -> madds.filter(figure -> rounds(counted.madds(rule), figure)).isPresent())
        .toList();
  }

  private static boolean rounds(long counted, BigDecimal millions) {
    return BigDecimal.valueOf(counted, MILLION_DIGITS)
            .setScale(millions.scale(), RoundingMode.HALF_UP)
            .compareTo(millions)
        == 0;
  }
}
