package org.espalier.pipelines.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A configuration file with its overrides, as read: a tree of keys.
 *
 * @param source where it was read, for messages
 * @param tree the keys, overrides applied
 */
public record ConfigFile(String source, ObjectNode tree) {

  private static final YAMLMapper YAML = new YAMLMapper();

  /**
   * Reads a YAML file and applies overrides.
   *
   * @param file the file
   * @param overrides {@code dotted.key=value} each, the value in YAML
   * @throws IllegalArgumentException naming the file or the override, and what is wrong with it
   */
  public static ConfigFile read(Path file, List<String> overrides) {
    try {
      return parse(file.toString(), Files.readString(file), overrides);
    } catch (NoSuchFileException missing) {
      throw new IllegalArgumentException(
          "no configuration file " + file + ": give one of those in configs/", missing);
    } catch (IOException unreadable) {
      throw new IllegalArgumentException(
          "cannot read configuration file " + file + ": " + unreadable.getMessage(), unreadable);
    }
  }

  /**
   * A configuration that was stored as {@link #effective} values.
   *
   * @param source where it was stored, for messages
   */
  public static ConfigFile of(String source, Map<String, String> effective) {
    var overrides =
        effective.entrySet().stream().map(value -> value.getKey() + '=' + value.getValue());
    return parse(source, "{}", overrides.toList());
  }

  static ConfigFile parse(String source, String text, List<String> overrides) {
    try {
      if (!(YAML.readTree(text) instanceof ObjectNode tree)) {
        throw new IllegalArgumentException(source + " must hold keys and values, as configs/ do");
      }
      for (var override : overrides) {
        set(tree, override);
      }
      return new ConfigFile(source, tree);
    } catch (JsonProcessingException malformed) {
      throw new IllegalArgumentException(
          source + " is not YAML: " + malformed.getOriginalMessage() + where(malformed), malformed);
    }
  }

  private static String where(JsonProcessingException malformed) {
    var location = malformed.getLocation();
    return location == null ? "" : " (line " + location.getLineNr() + ")";
  }

  private static void set(ObjectNode tree, String override) {
    var equals = override.indexOf('=');
    if (equals < 1) {
      throw new IllegalArgumentException(
          "--set takes key=value, for example budget.evaluations=50, was \"" + override + "\"");
    }
    var keys = List.of(override.substring(0, equals).split("\\."));
    var node = tree;
    for (var key : keys.subList(0, keys.size() - 1)) {
      node = node.get(key) instanceof ObjectNode child ? child : node.putObject(key);
    }
    node.set(keys.get(keys.size() - 1), value(override.substring(equals + 1)));
  }

  private static JsonNode value(String text) {
    try {
      return YAML.readTree(text);
    } catch (JsonProcessingException notYaml) {
      return YAML.getNodeFactory().textNode(text);
    }
  }

  /**
   * Binds the keys to the records of a search.
   *
   * @throws IllegalArgumentException with every problem of the file at once
   */
  public SearchConfig search() {
    var problems = new Problems(source);
    var config = new Binder(problems).bind(tree, SearchConfig.class, "");
    problems.throwIfAny();
    return config.orElseThrow();
  }

  /** Every value by its dotted key: what makes two configurations equal. */
  public Map<String, String> effective() {
    var values = new TreeMap<String, String>();
    flatten("", tree, values);
    return values;
  }

  private static void flatten(String key, JsonNode node, Map<String, String> values) {
    if (node instanceof ObjectNode object) {
      object
          .properties()
          .forEach(
              field ->
                  flatten(
                      key.isEmpty() ? field.getKey() : key + '.' + field.getKey(),
                      field.getValue(),
                      values));
    } else {
      values.put(key, node.isValueNode() ? node.asText() : node.toString());
    }
  }
}
