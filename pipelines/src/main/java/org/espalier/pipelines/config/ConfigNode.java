package org.espalier.pipelines.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A configuration as it is written: values keep their text, since what they are depends on the
 * setting they are bound to. A name may look like a number.
 */
sealed interface ConfigNode {

  /** Where it is written, for messages: {@code line 3}, {@code --set seed=7}, or nothing. */
  String place();

  /** The node on one line, for messages. */
  String shown();

  /** Keys and what they hold. */
  record Section(Map<String, ConfigNode> keys, String place) implements ConfigNode {

    @Override
    public String shown() {
      return keys.entrySet().stream()
          .map(entry -> entry.getKey() + ": " + entry.getValue().shown())
          .collect(Collectors.joining(", ", "{", "}"));
    }
  }

  /** A list. */
  record Items(List<ConfigNode> nodes, String place) implements ConfigNode {

    @Override
    public String shown() {
      return nodes.stream().map(ConfigNode::shown).collect(Collectors.joining(", ", "[", "]"));
    }
  }

  /**
   * One value.
   *
   * @param text as it is written, without quotes
   * @param plain whether it stands without quotes, so that it may be more than text
   */
  record Value(String text, boolean plain, String place) implements ConfigNode {

    private static final Set<String> NULL = Set.of("", "~", "null", "Null", "NULL");
    private static final int LONGEST_SHOWN = 60;

    /** Whether it says that there is nothing. */
    boolean isNull() {
      return plain && NULL.contains(text);
    }

    @Override
    public String shown() {
      var text = this.text.replaceAll("\\R", " ");
      var shown = text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN - 1) + '…' : text;
      return plain && (NumberText.isNumber(text) || text.matches("true|false"))
          ? shown
          : '"' + shown + '"';
    }
  }

  /** A node of JSON; its numbers and truth values are plain, its strings are not. */
  static ConfigNode of(JsonNode json) {
    if (json.isObject()) {
      var keys = new LinkedHashMap<String, ConfigNode>();
      json.properties().forEach(field -> keys.put(field.getKey(), of(field.getValue())));
      return new Section(keys, "");
    }
    if (json.isArray()) {
      var nodes = new ArrayList<ConfigNode>();
      json.forEach(node -> nodes.add(of(node)));
      return new Items(nodes, "");
    }
    return new Value(json.asText(), !json.isTextual(), "");
  }
}
