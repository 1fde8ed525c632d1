package org.espalier.transforms.storage;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A file with the rows of consecutive rounds, as its name says.
 *
 * @param first its first round
 * @param last its last round
 * @param hidden whether it is not yet in the place of the files it was made from
 */
record RoundFile(int first, int last, boolean hidden) {

  private static final Pattern ONE = Pattern.compile("(\\d{5,9})\\.parquet");
  private static final Pattern MANY = Pattern.compile("(\\d{5,9})-(\\d{5,9})\\.parquet");

  /** Keeps a file from every reader but ours: by its dot and by its ending. */
  private static final Pattern HIDDEN = Pattern.compile("\\.(.*)\\.joined");

  /** The file of one round. */
  static RoundFile of(int round) {
    return new RoundFile(round, round, false);
  }

  /** What a name says; empty for that of another file. */
  static Optional<RoundFile> parse(String name) {
    var inside = HIDDEN.matcher(name);
    var hidden = inside.matches();
    var own = hidden ? inside.group(1) : name;
    var many = MANY.matcher(own);
    if (many.matches()) {
      return Optional.of(new RoundFile(number(many.group(1)), number(many.group(2)), hidden));
    }
    var one = ONE.matcher(own);
    return !hidden && one.matches() ? Optional.of(of(number(one.group(1)))) : Optional.empty();
  }

  private static int number(String digits) {
    return Integer.parseInt(digits);
  }

  /** Its name. */
  String name() {
    var name =
        isJoined()
            ? String.format(Locale.ROOT, "%05d-%05d.parquet", first, last)
            : String.format(Locale.ROOT, "%05d.parquet", first);
    return hidden ? '.' + name + ".joined" : name;
  }

  /** Whether it was made from others. */
  boolean isJoined() {
    return last > first;
  }

  /** Whether it was made from another file, among others. */
  boolean replaces(RoundFile other) {
    return isJoined() && !other.isJoined() && first <= other.first && other.last <= last;
  }

  /** The same file before it takes the place of others. */
  RoundFile hide() {
    return new RoundFile(first, last, true);
  }

  /** The same file as the others see it. */
  RoundFile shown() {
    return new RoundFile(first, last, false);
  }
}
