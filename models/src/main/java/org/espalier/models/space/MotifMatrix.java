package org.espalier.models.space;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import org.espalier.models.operation.MotifGenes;

/** A cell as AutoSpace's files write it: a 4×4 list. */
final class MotifMatrix {
  private static final int NODES = 4;
  private static final int LAST = NODES - 1;
  private static final int UNUSED = 1;

  private MotifMatrix() {}

  /**
   * The genes of a matrix.
   *
   * @param place where it stands, for messages
   * @throws IllegalArgumentException naming the place
   */
  static MotifGenes genes(JsonNode matrix, String place) {
    for (int row = 0; row < NODES; row++) {
      if (!isList(matrix, NODES) || !isList(matrix.get(row), NODES)) {
        throw new IllegalArgumentException(
            "%s must be a list of 4 lists of 4, was %s".formatted(place, matrix));
      }
      for (int column = row; column < LAST; column++) {
        check(code(matrix, place, row, column), 0, place, row, column);
      }
    }
    check(code(matrix, place, LAST, 0), UNUSED, place, LAST, 0);
    check(code(matrix, place, 2, LAST), 0, place, 2, LAST);
    check(code(matrix, place, LAST, LAST), 0, place, LAST, LAST);
    var mixes = matrix.get(1).get(LAST);
    if (!isList(mixes, 2) || !mixes.get(0).isInt() || !mixes.get(1).isInt()) {
      throw new IllegalArgumentException(
          "%s[1][3] must be a list of 2 mixes, each 0 or 1, was %s".formatted(place, mixes));
    }
    try {
      return new MotifGenes(
          List.of(
              code(matrix, place, 0, LAST),
              mixes.get(0).asInt(-1),
              mixes.get(1).asInt(-1),
              code(matrix, place, 1, 0),
              code(matrix, place, 2, 0),
              code(matrix, place, 2, 1),
              code(matrix, place, LAST, 1),
              code(matrix, place, LAST, 2)));
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException(place + ": " + wrong.getMessage(), wrong);
    }
  }

  /** The matrix of some genes. */
  static ArrayNode of(MotifGenes genes) {
    var json = JsonNodeFactory.instance.arrayNode();
    var codes = genes.codes();
    json.addArray().add(0).add(0).add(0).add(codes.get(0));
    json.addArray().add(codes.get(3)).add(0).add(0).addArray().add(codes.get(1)).add(codes.get(2));
    json.addArray().add(codes.get(4)).add(codes.get(5)).add(0).add(0);
    json.addArray().add(UNUSED).add(codes.get(6)).add(codes.get(7)).add(0);
    return json;
  }

  private static boolean isList(JsonNode json, int size) {
    return json.isArray() && json.size() == size;
  }

  private static int code(JsonNode matrix, String place, int row, int column) {
    var value = matrix.get(row).get(column);
    if (!value.isInt()) {
      throw new IllegalArgumentException(
          "%s[%d][%d] must be a whole number, was %s".formatted(place, row, column, value));
    }
    return value.asInt();
  }

  private static void check(int code, int wanted, String place, int row, int column) {
    if (code != wanted) {
      throw new IllegalArgumentException(
          "%s[%d][%d] must be %d, was %d".formatted(place, row, column, wanted, code));
    }
  }
}
