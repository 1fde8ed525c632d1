package org.espalier.pipelines.config;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.espalier.pipelines.config.ConfigNode.Items;
import org.espalier.pipelines.config.ConfigNode.Section;
import org.espalier.pipelines.config.ConfigNode.Value;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Reads the part of YAML that configurations need: one document of keys, lists and values. What
 * could be read in two ways is refused: a key that is there twice, a second document, aliases,
 * tags.
 */
final class YamlReader {

  private static final int DEEPEST = 20;

  private final String source;
  private final Iterator<Event> events;

  private YamlReader(String source, String text) {
    this.source = source;
    this.events = new Yaml(new LoaderOptions()).parse(new StringReader(text)).iterator();
  }

  /**
   * The only document of a text.
   *
   * @param source where the text is from, for messages
   * @throws IllegalArgumentException naming source, line and what is wrong
   */
  static ConfigNode read(String source, String text) {
    try {
      return new YamlReader(source, text).document();
    } catch (MarkedYAMLException malformed) {
      throw new IllegalArgumentException(
          "%s is not YAML: %s (%s)"
              .formatted(
                  source, malformed.getProblem(), line(malformed.getProblemMark().getLine())),
          malformed);
    } catch (YAMLException malformed) {
      var reason = String.valueOf(malformed.getMessage()).lines().findFirst().orElse("");
      throw new IllegalArgumentException(source + " is not YAML: " + reason, malformed);
    }
  }

  private ConfigNode document() {
    events.next();
    if (!(events.next() instanceof DocumentStartEvent)) {
      return new Value("", true, line(0));
    }
    var root = node(events.next(), 0);
    events.next();
    var after = events.next();
    if (after instanceof DocumentStartEvent) {
      throw refused(after, "a second document starts: one file holds one configuration");
    }
    return root;
  }

  private ConfigNode node(Event event, int depth) {
    if (event instanceof AliasEvent alias) {
      throw refused(
          event, "'*" + alias.getAnchor() + "' refers to another place: write the value out");
    }
    if (depth > DEEPEST) {
      throw refused(event, "more than " + DEEPEST + " levels of keys");
    }
    if (event instanceof CollectionStartEvent start && start.getTag() != null) {
      throw refused(event, "tag " + start.getTag() + " is not read: leave it out");
    }
    if (event instanceof MappingStartEvent) {
      return section(event, depth);
    }
    return event instanceof SequenceStartEvent ? items(event, depth) : value((ScalarEvent) event);
  }

  private Section section(Event start, int depth) {
    Map<String, ConfigNode> keys = new LinkedHashMap<>();
    var lines = new HashMap<String, Integer>();
    for (var event = events.next(); !event.is(Event.ID.MappingEnd); event = events.next()) {
      if (!(event instanceof ScalarEvent key)) {
        throw refused(event, "a key must be a name");
      }
      var line = key.getStartMark().getLine();
      var earlier = lines.put(key.getValue(), line);
      if (earlier != null) {
        throw new IllegalArgumentException(
            "%s: key '%s' is there twice, on %s and on %s: keep one of them"
                .formatted(source, key.getValue(), line(earlier), line(line)));
      }
      keys.put(key.getValue(), node(events.next(), depth + 1));
    }
    return new Section(keys, place(start));
  }

  private Items items(Event start, int depth) {
    var nodes = new ArrayList<ConfigNode>();
    for (var event = events.next(); !event.is(Event.ID.SequenceEnd); event = events.next()) {
      nodes.add(node(event, depth + 1));
    }
    return new Items(nodes, place(start));
  }

  private Value value(ScalarEvent scalar) {
    var tag = scalar.getTag();
    if (tag != null && !tag.equals(Tag.STR.getValue())) {
      throw refused(scalar, "tag " + tag + " is not read: leave it out");
    }
    return new Value(scalar.getValue(), scalar.isPlain() && tag == null, place(scalar));
  }

  private IllegalArgumentException refused(Event event, String reason) {
    return new IllegalArgumentException(source + ": " + reason + " (" + place(event) + ")");
  }

  private static String place(Event event) {
    return event instanceof NodeEvent || event instanceof DocumentStartEvent
        ? line(event.getStartMark().getLine())
        : "";
  }

  private static String line(int fromZero) {
    return "line " + (fromZero + 1);
  }
}
