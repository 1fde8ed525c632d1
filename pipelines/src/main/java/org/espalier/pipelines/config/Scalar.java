package org.espalier.pipelines.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.Type;
import java.util.Optional;

/** The plain values a configuration holds: what they look like in YAML and become in Java. */
enum Scalar {
  TEXT("text") {
    @Override
    Optional<Object> read(JsonNode node) {
      return node.isTextual() ? Optional.of(node.asText()) : Optional.empty();
    }
  },
  INTEGER("an integer") {
    @Override
    Optional<Object> read(JsonNode node) {
      var fits = node.canConvertToExactIntegral() && node.canConvertToInt();
      return fits ? Optional.of(node.intValue()) : Optional.empty();
    }
  },
  LONG("an integer") {
    @Override
    Optional<Object> read(JsonNode node) {
      var fits = node.canConvertToExactIntegral() && node.canConvertToLong();
      return fits ? Optional.of(node.longValue()) : Optional.empty();
    }
  },
  NUMBER("a number or unlimited") {
    @Override
    Optional<Object> read(JsonNode node) {
      if (node.asText().equals("unlimited")) {
        return Optional.of(Double.POSITIVE_INFINITY);
      }
      return node.isNumber() ? Optional.of(node.doubleValue()) : Optional.empty();
    }
  },
  TRUTH("true or false") {
    @Override
    Optional<Object> read(JsonNode node) {
      return node.isBoolean() ? Optional.of(node.booleanValue()) : Optional.empty();
    }
  };

  private final String description;

  Scalar(String description) {
    this.description = description;
  }

  /** The kind of a component, or of the elements of a list. */
  static Scalar of(Type type) {
    if (type == String.class) {
      return TEXT;
    }
    if (type == int.class || type == Integer.class) {
      return INTEGER;
    }
    if (type == long.class || type == Long.class) {
      return LONG;
    }
    if (type == double.class || type == Double.class) {
      return NUMBER;
    }
    if (type == boolean.class || type == Boolean.class) {
      return TRUTH;
    }
    throw new IllegalStateException("no configuration value is a " + type);
  }

  String description() {
    return description;
  }

  /** The value, where the node holds one of this kind. */
  abstract Optional<Object> read(JsonNode node);
}
