package org.espalier.models.space;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * DARTS cells as JSON, {@code {"normal":[["sep_conv_3x3",0],…],"normal_concat":[2,3,4,5],
 * "reduce":[…],"reduce_concat":[2,3,4,5]}}, the inputs in any {@link DartsForm}.
 */
final class DartsJson {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<Integer> CONCATENATED = List.of(2, 3, 4, 5);
  private static final Set<String> KEYS =
      Set.of("normal", "normal_concat", "reduce", "reduce_concat");

  private DartsJson() {}

  static String format(DartsCells cells, DartsForm form) {
    var json = JSON.createObjectNode();
    write(json, "normal", form.order(cells.normal()), form);
    write(json, "reduce", form.order(cells.reduce()), form);
    return json.toString();
  }

  static DartsCells parse(String text) {
    try {
      var json = JSON.readTree(text);
      json.fieldNames()
          .forEachRemaining(
              key -> {
                if (!KEYS.contains(key)) {
                  throw new IllegalArgumentException("it has an unknown key '" + key + "'");
                }
              });
      return new DartsCells(read(json, "normal"), read(json, "reduce"));
    } catch (JsonProcessingException malformed) {
      throw new IllegalArgumentException(
          "it is not JSON: " + malformed.getOriginalMessage(), malformed);
    }
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  private static void write(ObjectNode json, String cell, List<CellInput> inputs, DartsForm form) {
    var list = json.putArray(cell);
    for (var input : inputs) {
      var entry = list.addArray().add(input.operation()).add(input.source());
      if (form == DartsForm.TRIPLES) {
        entry.add(input.target());
      }
    }
    var concatenated = json.putArray(cell + "_concat");
    CONCATENATED.forEach(concatenated::add);
  }

  private static List<CellInput> read(JsonNode json, String cell) {
    var list = json.path(cell);
    if (!list.isArray()) {
      throw new IllegalArgumentException("it has no list '" + cell + "'");
    }
    checkConcatenated(json.path(cell + "_concat"), cell);
    var inputs = new ArrayList<CellInput>();
    for (int i = 0; i < list.size(); i++) {
      inputs.add(input(list.get(i), i, list.size()));
    }
    return inputs;
  }

  private static CellInput input(JsonNode entry, int index, int count) {
    boolean sized = entry.size() == 2 || entry.size() == 3;
    if (!sized || !entry.path(0).isTextual() || !entry.path(1).isInt()) {
      throw new IllegalArgumentException(
          "an input must be [operation, source] or [operation, source, target], was " + entry);
    }
    int target = entry.size() == 3 ? entry.get(2).asInt(-1) : DartsForm.target(index, count);
    return new CellInput(entry.get(0).asText(), entry.get(1).asInt(), target);
  }

  private static void checkConcatenated(JsonNode nodes, String cell) {
    if (!nodes.isMissingNode() && !nodes.equals(JSON.valueToTree(CONCATENATED))) {
      throw new IllegalArgumentException(
          cell + "_concat must be [2,3,4,5], all nodes being concatenated, was " + nodes);
    }
  }
}
