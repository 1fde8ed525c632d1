package org.espalier.models.space;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.espalier.models.numbers.OptionIndex;
import org.espalier.schemas.Genotype;

/** Encodings of decisions that are made one by one; the one way from and to genotypes. */
final class Encodings {

  private static final int LISTABLE = 1 << 20;

  private Encodings() {}

  static OptionIndex index(List<Decision> decisions) {
    return OptionIndex.of(decisions.stream().mapToInt(d -> d.options().size()).toArray());
  }

  static BigInteger combinations(List<Decision> decisions) {
    return decisions.stream()
        .map(decision -> BigInteger.valueOf(decision.options().size()))
        .reduce(BigInteger.ONE, BigInteger::multiply);
  }

  static Genotype genotype(SearchSpace space, int[] encoding) {
    check(space, encoding);
    var normal = space.normalized(encoding);
    return new Genotype(space.name(), space.text(normal), Arrays.stream(normal).boxed().toList());
  }

  static int[] encoding(SearchSpace space, Genotype genotype) {
    if (!space.name().equals(genotype.getSpace())) {
      throw new IllegalArgumentException(
          "the genotype must be of space %s, was of %s"
              .formatted(space.name(), genotype.getSpace()));
    }
    var encoding = genotype.getEncoding().stream().mapToInt(Integer::intValue).toArray();
    check(space, encoding);
    return space.normalized(encoding);
  }

  private static void check(SearchSpace space, int[] encoding) {
    var decisions = space.decisions();
    if (encoding.length != decisions.size()) {
      throw new IllegalArgumentException(
          "an encoding of %s must have %d positions, had %d"
              .formatted(space.name(), decisions.size(), encoding.length));
    }
    for (int at = 0; at < encoding.length; at++) {
      int last = decisions.get(at).options().size() - 1;
      if (encoding[at] < 0 || encoding[at] > last) {
        throw new IllegalArgumentException(
            "position %d of an encoding of %s must be in [0, %d], was %d"
                .formatted(at, space.name(), last, encoding[at]));
      }
    }
    space.checkRules(encoding);
  }

  static int[] random(List<Decision> decisions, RandomGenerator random) {
    return decisions.stream().mapToInt(d -> random.nextInt(d.options().size())).toArray();
  }

  static int[] mutated(List<Decision> decisions, int[] encoding, RandomGenerator random) {
    var open =
        IntStream.range(0, encoding.length)
            .filter(at -> decisions.get(at).options().size() > 1)
            .toArray();
    var mutant = encoding.clone();
    int at = open[random.nextInt(open.length)];
    int other = random.nextInt(decisions.get(at).options().size() - 1);
    mutant[at] = other < encoding[at] ? other : other + 1;
    return mutant;
  }

  static List<int[]> neighbours(List<Decision> decisions, int[] encoding) {
    var neighbours = new ArrayList<int[]>();
    for (int at = 0; at < encoding.length; at++) {
      for (int option = 0; option < decisions.get(at).options().size(); option++) {
        if (option != encoding[at]) {
          neighbours.add(with(encoding, at, option));
        }
      }
    }
    return neighbours;
  }

  static int[] with(int[] encoding, int at, int option) {
    var changed = encoding.clone();
    changed[at] = option;
    return changed;
  }

  static Stream<Genotype> all(SearchSpace space) {
    if (!space.isUnconstrained() || space.size().compareTo(BigInteger.valueOf(LISTABLE)) > 0) {
      throw new UnsupportedOperationException(
          "%s has %,d architectures, too many to list: name some of them"
              .formatted(space.name(), space.size()));
    }
    return IntStream.range(0, space.size().intValueExact())
        .mapToObj(rank -> space.genotype(digits(space.decisions(), rank)));
  }

  /** The options that make up a rank, those of the first decision being the most significant. */
  private static int[] digits(List<Decision> decisions, int rank) {
    var encoding = new int[decisions.size()];
    int rest = rank;
    for (int at = encoding.length - 1; at >= 0; at--) {
      int options = decisions.get(at).options().size();
      encoding[at] = rest % options;
      rest /= options;
    }
    return encoding;
  }
}
