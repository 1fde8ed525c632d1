package org.espalier.models.catalog;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.espalier.models.layer.CountingRule;

/**
 * The size that a paper or its repository gives for a network, in millions and to its digits.
 *
 * @param network the network
 * @param parameters trainable parameters in millions, where given
 * @param madds multiply-adds in millions, where given
 */
public record PublishedSize(
    PublishedNetwork network, Optional<BigDecimal> parameters, Optional<BigDecimal> madds) {

  private static final int MILLION_DIGITS = 6;

  static PublishedSize of(PublishedNetwork network, String parameters) {
    return new PublishedSize(network, figure(parameters), Optional.empty());
  }

  static PublishedSize of(PublishedNetwork network, String parameters, String madds) {
    return new PublishedSize(network, figure(parameters), figure(madds));
  }

  static PublishedSize ofMadds(PublishedNetwork network, String madds) {
    return new PublishedSize(network, Optional.empty(), figure(madds));
  }

  private static Optional<BigDecimal> figure(String millions) {
    return Optional.of(new BigDecimal(millions));
  }

  /** Whether the counted parameters, rounded to the published digits, are those published. */
  public boolean parametersFollow(CountedSize counted) {
    return parameters.filter(figure -> rounds(counted.parameters(), figure)).isPresent();
  }

  /** Whether the counted parameters are the published ones to one in a hundred. */
  public boolean parametersWithinAPercent(CountedSize counted) {
    return parameters
        .map(figure -> figure.movePointRight(MILLION_DIGITS).doubleValue())
        .filter(published -> Math.abs(counted.parameters() - published) <= published / 100)
        .isPresent();
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
