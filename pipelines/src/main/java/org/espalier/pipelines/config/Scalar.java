package org.espalier.pipelines.config;

import java.lang.reflect.Type;
import java.util.Optional;
import org.espalier.pipelines.config.ConfigNode.Value;

/** The plain values a configuration holds: what they look like in YAML and become in Java. */
enum Scalar {
  /** A name may look like a number: its text counts, quoted or not. */
  TEXT("text") {
    @Override
    Optional<Object> read(Value value) {
      return value.isNull() ? Optional.empty() : Optional.of(value.text());
    }
  },
  INTEGER("an integer from -2147483648 to 2147483647") {
    @Override
    Optional<Object> read(Value value) {
      return plain(value)
          .flatMap(NumberText::integer)
          .filter(number -> number == number.intValue())
          .map(Long::intValue);
    }
  },
  LONG("an integer of at most 64 bits") {
    @Override
    Optional<Object> read(Value value) {
      return plain(value).flatMap(NumberText::integer).map(Object.class::cast);
    }
  },
  NUMBER("a finite number") {
    @Override
    Optional<Object> read(Value value) {
      return plain(value).flatMap(NumberText::real).map(Object.class::cast);
    }
  },
  LIMIT("a finite number or unlimited") {
    @Override
    Optional<Object> read(Value value) {
      return value.text().equals(UNLIMITED)
          ? Optional.of(Double.POSITIVE_INFINITY)
          : NUMBER.read(value);
    }
  },
  TRUTH("true or false") {
    @Override
    Optional<Object> read(Value value) {
      return plain(value).filter(text -> text.matches("true|false")).map(Boolean::valueOf);
    }
  };

  /** How a limit says that there is none. */
  static final String UNLIMITED = "unlimited";

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

  /** What the value is as one of this kind; empty where it is none. */
  abstract Optional<Object> read(Value value);

  private static Optional<String> plain(Value value) {
    return value.plain() ? Optional.of(value.text()) : Optional.empty();
  }
}
