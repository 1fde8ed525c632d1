package org.espalier.pipelines.config;

import java.util.LinkedHashMap;
import java.util.List;
import org.espalier.pipelines.config.ConfigNode.Section;
import org.espalier.pipelines.config.ConfigNode.Value;

/** Settings of the command line, {@code dotted.key=value} each, put over those of a file. */
final class Overrides {

  private Overrides() {}

  /** The section with the settings put over it, in their order; the last one of a key counts. */
  static Section apply(Section section, List<String> settings) {
    var changed = section;
    for (var setting : settings) {
      changed = apply(changed, setting);
    }
    return changed;
  }

  private static Section apply(Section section, String setting) {
    var equals = setting.indexOf('=');
    var key = setting.substring(0, Math.max(equals, 0));
    var keys = List.of(key.split("\\.", -1));
    if (keys.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException(
          "--set takes key=value, for example budget.evaluations=50, was \"" + setting + "\"");
    }
    return put(section, keys, value(setting.substring(equals + 1), "--set " + key), "--set " + key);
  }

  private static Section put(Section section, List<String> keys, ConfigNode value, String place) {
    var changed = new LinkedHashMap<>(section.keys());
    var first = keys.get(0);
    if (keys.size() == 1) {
      changed.put(first, value);
    } else {
      var below =
          changed.get(first) instanceof Section child
              ? child
              : new Section(new LinkedHashMap<>(), place);
      changed.put(first, put(below, keys.subList(1, keys.size()), value, place));
    }
    return new Section(changed, section.place());
  }

  /**
   * Lists, sections and quoted text are YAML. Anything else is meant as it stands: a path may hold
   * {@code #} or a colon.
   */
  private static ConfigNode value(String text, String place) {
    if (text.matches("(?s)\\s*[\\[{\"'].*")) {
      try {
        return at(place, YamlReader.read(place, text));
      } catch (IllegalArgumentException notYaml) {
        return new Value(text, true, place);
      }
    }
    return new Value(text, true, place);
  }

  private static ConfigNode at(String place, ConfigNode node) {
    if (node instanceof Section section) {
      var keys = new LinkedHashMap<String, ConfigNode>();
      section.keys().forEach((key, value) -> keys.put(key, at(place, value)));
      return new Section(keys, place);
    }
    if (node instanceof ConfigNode.Items items) {
      return new ConfigNode.Items(
          items.nodes().stream().map(item -> at(place, item)).toList(), place);
    }
    return node instanceof Value value ? new Value(value.text(), value.plain(), place) : node;
  }
}
