package org.espalier.pipelines;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Manifests of format 1, that of version 0.1: every setting as text under its dotted key, some
 * under earlier names.
 */
final class OldRunManifest {

  private static final Map<String, String> RENAMED =
      Map.of(
          "method.noneOperation", "method.includeNone",
          "method.derivesNone", "method.allowNoneInDerived",
          "method.finalists", "method.finalCandidates",
          "evaluator.images.validation", "evaluator.images.val",
          "evaluator.training.uniformPaths.steps", "evaluator.training.pretraining.steps",
          "evaluator.training.uniformPaths.warmUpSteps",
              "evaluator.training.pretraining.warmUpSteps",
          "evaluator.training.uniformPaths.largestEvery",
              "evaluator.training.pretraining.sandwichInterval",
          "method.largestEvery", "method.sandwichInterval");

  /** Settings that are text whatever they look like. */
  private static final Set<String> TEXT =
      Set.of(
          "name",
          "space",
          "data.dataset",
          "method.name",
          "method.source",
          "method.regularizer",
          "evaluator.name",
          "evaluator.table",
          "evaluator.images.source",
          "evaluator.network.stem",
          "report.table");

  private static final ObjectMapper JSON = new ObjectMapper();

  private OldRunManifest() {}

  /** The same in today's form. Inputs have no digests: no search resumes such a run. */
  static ObjectNode translate(ObjectNode old) {
    var config = JsonNodeFactory.instance.objectNode();
    old.path("config").properties().forEach(field -> put(config, field));
    var manifest = JsonNodeFactory.instance.objectNode();
    manifest.put("format", 1);
    for (var same : List.of("run", "version", "commit", "started_at", "libraries")) {
      manifest.set(same, old.path(same));
    }
    manifest.set("config", config);
    manifest.putObject("inputs");
    manifest.putArray("budgets");
    return manifest;
  }

  private static void put(ObjectNode config, Map.Entry<String, JsonNode> field) {
    var key = RENAMED.getOrDefault(field.getKey(), field.getKey());
    var keys = List.of(key.split("\\."));
    var section = config;
    for (var name : keys.subList(0, keys.size() - 1)) {
      section = section.withObject("/" + name);
    }
    section.set(keys.get(keys.size() - 1), value(key, field.getValue().asText()));
  }

  private static JsonNode value(String key, String text) {
    if (TEXT.contains(key)) {
      return TextNode.valueOf(text);
    }
    try {
      var value = JSON.readTree(text);
      return value.isMissingNode() ? TextNode.valueOf(text) : value;
    } catch (JsonProcessingException notJson) {
      return TextNode.valueOf(text);
    }
  }
}
