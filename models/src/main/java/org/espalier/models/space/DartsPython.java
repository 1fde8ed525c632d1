package org.espalier.models.space;

import java.util.regex.Pattern;

/**
 * DARTS cells as the authors' code prints and reads them, {@code Genotype(normal=[('sep_conv_3x3',
 * 0), …], normal_concat=range(2, 6), reduce=[…], reduce_concat=range(2, 6))}. CNAS and SNAS write
 * the same with their own inputs.
 */
final class DartsPython {

  private static final Pattern CALL =
      Pattern.compile("(?:\\w+\\s*=\\s*)?Genotype\\((.*)\\)", Pattern.DOTALL);

  private DartsPython() {}

  /** Whether a text is a call of {@code Genotype}, perhaps assigned to a name. */
  static boolean matches(String text) {
    return CALL.matcher(text).matches();
  }

  /** The same cells as JSON. */
  static String toJson(String text) {
    var call = CALL.matcher(text);
    if (!call.matches()) {
      throw new IllegalArgumentException("it is not a Genotype(…)");
    }
    var arguments =
        call.group(1)
            .replaceAll("(?:list\\()?range\\(2,\\s*6\\)+", "[2,3,4,5]")
            .replace('(', '[')
            .replace(')', ']')
            .replace('\'', '"')
            .replaceAll(",\\s*\\]", "]")
            .replaceAll("(\\w+)\\s*=", "\"$1\":")
            .replaceAll(",\\s*$", "");
    return "{" + arguments + "}";
  }

  static String format(DartsCells cells, DartsForm form) {
    return DartsJson.format(cells, form)
        .replace("[[", "[(")
        .replace("],[", "), (")
        .replace("]],", ")], ")
        .replace("\"normal\":", "normal=")
        .replace("\"reduce\":", "reduce=")
        .replaceAll("\"(\\w+)\":\\[2,3,4,5\\]", "$1=range(2, 6)")
        .replace("range(2, 6),", "range(2, 6), ")
        .replace("\",", "', ")
        .replace('"', '\'')
        .replaceAll("(\\d),(\\d)", "$1, $2")
        .replaceFirst("\\{", "Genotype(")
        .replaceFirst("\\}$", ")");
  }
}
