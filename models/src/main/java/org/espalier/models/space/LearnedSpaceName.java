package org.espalier.models.space;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.espalier.models.operation.MotifGenes;

/**
 * The names of learned spaces: {@code autospace:kmz:…}, the letters of what goes beside the cells,
 * then the lists, three digits of base 36 a cell. A name is the space: workers need no file.
 */
final class LearnedSpaceName {
  static final String PREFIX = "autospace:";
  private static final int DIGITS = 3;
  private static final Pattern FORM =
      Pattern.compile("autospace:(-|k?m?z?):((?:[0-9a-z]{3})+(?:\\.(?:[0-9a-z]{3})+)*)");

  private LearnedSpaceName() {}

  static String of(List<List<MotifGenes>> lists, LearnedExtras extras) {
    return lists.stream()
        .map(list -> list.stream().map(LearnedSpaceName::digits).collect(Collectors.joining()))
        .collect(Collectors.joining(".", PREFIX + extras.letters() + ":", ""));
  }

  /** Whether it has the form of a name. */
  static boolean isName(String name) {
    return FORM.matcher(name).matches();
  }

  /**
   * The space of a name.
   *
   * @throws IllegalArgumentException where the name is none
   */
  static LearnedSpace space(String name) {
    var parts = FORM.matcher(name);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "'%s' names no learned space: make its name with `espalier spaces import FILE`"
              .formatted(name));
    }
    var lists = new ArrayList<List<MotifGenes>>();
    for (var list : parts.group(2).split("\\.", -1)) {
      var cells = new ArrayList<MotifGenes>();
      for (int at = 0; at < list.length(); at += DIGITS) {
        cells.add(cell(Integer.parseInt(list.substring(at, at + DIGITS), Character.MAX_RADIX)));
      }
      lists.add(cells);
    }
    return LearnedSpace.of(lists, LearnedExtras.of(parts.group(1)));
  }

  /** The codes as digits of a number, each of its gene's radix. */
  private static String digits(MotifGenes cell) {
    int rank = 0;
    for (int at = 0; at < cell.codes().size(); at++) {
      var codes = MotifGenes.GENES.get(at).allCodes();
      rank = rank * codes.size() + codes.indexOf(cell.codes().get(at));
    }
    var digits = Integer.toString(rank, Character.MAX_RADIX);
    return "0".repeat(DIGITS - digits.length()) + digits;
  }

  private static MotifGenes cell(int rank) {
    var codes = new ArrayList<Integer>();
    int rest = rank;
    for (int at = MotifGenes.GENES.size() - 1; at >= 0; at--) {
      var all = MotifGenes.GENES.get(at).allCodes();
      codes.add(0, all.get(rest % all.size()));
      rest /= all.size();
    }
    if (rest > 0) {
      throw new IllegalArgumentException(
          "the name of a learned space holds cell %d, which there is not".formatted(rank));
    }
    return new MotifGenes(codes);
  }
}
