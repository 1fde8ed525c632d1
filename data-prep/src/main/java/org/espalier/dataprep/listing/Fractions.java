package org.espalier.dataprep.listing;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Named parts of each class, taken one after the other from its shuffled images.
 *
 * @param parts the parts, in order; their fractions sum to at most 1
 * @param rounding how a part becomes a number of images
 */
public record Fractions(List<SplitFraction> parts, Rounding rounding) implements Serializable {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,40}");

  /**
   * A part.
   *
   * @param split name of the split
   * @param fraction fraction of each class, above 0 and at most 1
   */
  public record SplitFraction(String split, BigDecimal fraction) implements Serializable {}

  /** Copies the parts. */
  public Fractions {
    parts = List.copyOf(parts);
  }

  /** All images as one split. */
  public static Fractions all(String split) {
    return parse(split + "=1", Rounding.FLOOR);
  }

  /**
   * The parts written as {@code train=0.10,val=0.025}.
   *
   * @throws IllegalArgumentException naming the part that is wrong
   */
  public static Fractions parse(String text, Rounding rounding) {
    var parts = new ArrayList<SplitFraction>();
    var names = new HashSet<String>();
    var sum = BigDecimal.ZERO;
    for (var part : text.split(",", -1)) {
      var sides = part.strip().split("=", -1);
      if (sides.length != 2 || !NAME.matcher(sides[0]).matches() || !names.add(sides[0])) {
        throw new IllegalArgumentException(
            "--fractions must be like train=0.10,val=0.025, each name once, had '" + part + "'");
      }
      var fraction = number(sides[0], sides[1]);
      sum = sum.add(fraction);
      parts.add(new SplitFraction(sides[0], fraction));
    }
    if (sum.compareTo(BigDecimal.ONE) > 0) {
      throw new IllegalArgumentException(
          "--fractions must sum to at most 1, " + text + " sums to " + sum.toPlainString());
    }
    return new Fractions(parts, rounding);
  }

  /** Names of the splits, in order. */
  public List<String> splits() {
    return parts.stream().map(SplitFraction::split).toList();
  }

  /** Images of each part in a class of some images. */
  List<Integer> counts(int images) {
    return parts.stream().map(part -> rounding.of(part.fraction(), images)).toList();
  }

  /** What a class of so many images lacks for these parts; empty where it is enough. */
  Optional<String> lack(int images) {
    var counts = counts(images);
    for (int i = 0; i < counts.size(); i++) {
      if (counts.get(i) == 0) {
        return Optional.of(
            "%d images, of which %s makes none for %s"
                .formatted(images, parts.get(i).fraction().toPlainString(), parts.get(i).split()));
      }
    }
    int sum = counts.stream().mapToInt(Integer::intValue).sum();
    return sum <= images
        ? Optional.empty()
        : Optional.of(images + " images, but the parts, rounded, need " + sum);
  }

  private static BigDecimal number(String split, String text) {
    try {
      var fraction = new BigDecimal(text);
      if (fraction.signum() > 0 && fraction.compareTo(BigDecimal.ONE) <= 0) {
        return fraction;
      }
    } catch (NumberFormatException notOne) {
      // Said below, with the range.
    }
    throw new IllegalArgumentException(
        "the fraction of " + split + " must be a number above 0 and at most 1, was '" + text + "'");
  }

  @Override
  public String toString() {
    return parts.stream()
        .map(part -> part.split() + "=" + part.fraction().toPlainString())
        .collect(Collectors.joining(","));
  }
}
