package org.espalier.pipelines.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.espalier.models.numbers.InputFile;
import org.espalier.transforms.evaluate.Evaluator;
import org.espalier.transforms.method.SearchMethod;
import org.jspecify.annotations.Nullable;

/**
 * A bound configuration as typed JSON: the same for every way to write it, and bound again it gives
 * the same configuration.
 *
 * @param json the settings, as they are nested in YAML
 * @param inputs the settings that name files and folders, by dotted key
 */
public record EffectiveConfig(ObjectNode json, Map<String, String> inputs) {

  /** The settings of a bound configuration. */
  public static EffectiveConfig of(Record config) {
    var inputs = new TreeMap<String, String>();
    return new EffectiveConfig(settings(config, "", inputs), inputs);
  }

  /** Every value by its dotted key; a list is one value. */
  public static Map<String, JsonNode> flat(ObjectNode config) {
    var values = new TreeMap<String, JsonNode>();
    flatten("", config, values);
    return values;
  }

  private static void flatten(String path, JsonNode node, Map<String, JsonNode> values) {
    if (node.isObject()) {
      node.properties()
          .forEach(field -> flatten(at(path, field.getKey()), field.getValue(), values));
    } else {
      values.put(path, node);
    }
  }

  private static ObjectNode settings(Object bound, String path, Map<String, String> inputs) {
    var section = JsonNodeFactory.instance.objectNode();
    for (var component : bound.getClass().getRecordComponents()) {
      var value = value(bound, component);
      var key = component.getName();
      if (value != null) {
        section.set(key, component(value, component, at(path, key), inputs));
      }
    }
    return section;
  }

  /** What is chosen by name, and what names a file, is known by the type of its component. */
  private static JsonNode component(
      Object value, RecordComponent component, String path, Map<String, String> inputs) {
    if (component.isAnnotationPresent(InputFile.class)) {
      inputs.put(path, value.toString());
    }
    var node = node(value, path, inputs);
    var chosen = JsonNodeFactory.instance.objectNode();
    if (component.getType() == SearchMethod.class) {
      return chosen.put("name", ((SearchMethod) value).name()).setAll((ObjectNode) node);
    }
    return component.getType() == Evaluator.class
        ? chosen.put("name", ((Evaluator) value).name()).setAll((ObjectNode) node)
        : node;
  }

  private static @Nullable Object value(Object bound, RecordComponent component) {
    try {
      var value = component.getAccessor().invoke(bound);
      return value instanceof Optional<?> optional ? optional.orElse(null) : value;
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException(bound.getClass() + " must be a public record", impossible);
    }
  }

  private static JsonNode node(Object value, String path, Map<String, String> inputs) {
    var nodes = JsonNodeFactory.instance;
    if (value instanceof Double number) {
      return number.isInfinite() ? nodes.textNode(Scalar.UNLIMITED) : nodes.numberNode(number);
    }
    if (value instanceof Integer || value instanceof Long) {
      // As narrow as a reader of JSON makes it, so that what is read back is equal.
      var number = ((Number) value).longValue();
      return number == (int) number ? nodes.numberNode((int) number) : nodes.numberNode(number);
    }
    if (value instanceof Boolean truth) {
      return nodes.booleanNode(truth);
    }
    if (value instanceof List<?> list) {
      var array = nodes.arrayNode();
      list.forEach(item -> array.add(node(item, path, inputs)));
      return array;
    }
    return value instanceof Record ? settings(value, path, inputs) : nodes.textNode((String) value);
  }

  private static String at(String path, String key) {
    return path.isEmpty() ? key : path + '.' + key;
  }
}
