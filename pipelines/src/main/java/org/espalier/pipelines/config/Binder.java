package org.espalier.pipelines.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.espalier.models.space.NearestName;
import org.espalier.transforms.evaluate.Evaluator;
import org.espalier.transforms.registry.Evaluators;
import org.espalier.transforms.method.SearchMethod;
import org.espalier.transforms.registry.SearchMethods;
import org.jspecify.annotations.Nullable;

/**
 * Keys bound to record components, one for one: no key is ignored, none has a default, and an
 * {@link Optional} or nullable component is the only one that may be absent. Jackson would stop at
 * the first problem; here they are all collected.
 */
final class Binder {

  private static final String NAME = "name";

  private final Problems problems;

  Binder(Problems problems) {
    this.problems = problems;
  }

  /** The record, unless something in it was wrong. */
  <T> Optional<T> bind(JsonNode node, Class<T> type, String path) {
    return object(node, path).flatMap(object -> record(object, type, path, Set.of()));
  }

  private Optional<ObjectNode> object(JsonNode node, String path) {
    if (node instanceof ObjectNode object) {
      return Optional.of(object);
    }
    problems.add(path, "must hold keys and values, was " + node);
    return Optional.empty();
  }

  private <T> Optional<T> record(
      ObjectNode object, Class<T> type, String path, Set<String> alsoKnown) {
    var before = problems.count();
    var components = type.getRecordComponents();
    var known = Arrays.stream(components).map(RecordComponent::getName).collect(Collectors.toSet());
    object
        .fieldNames()
        .forEachRemaining(
            key -> {
              if (!known.contains(key) && !alsoKnown.contains(key)) {
                problems.add(at(path, key), "unknown key" + hint(key, known));
              }
            });
    var arguments = new ArrayList<@Nullable Object>(components.length);
    for (var component : components) {
      if (isNullable(component) && isAbsent(object.get(component.getName()))) {
        arguments.add(null);
      } else {
        component(object, component, path).ifPresent(arguments::add);
      }
    }
    return problems.count() == before
        ? construct(type, components, arguments, path)
        : Optional.empty();
  }

  /** Settings that travel to workers are serialized, which an Optional cannot be. */
  private static boolean isNullable(RecordComponent component) {
    return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
  }

  private static boolean isAbsent(@Nullable JsonNode node) {
    return node == null || node.isNull();
  }

  private Optional<Object> component(ObjectNode object, RecordComponent component, String path) {
    var key = component.getName();
    var node = object.get(key);
    var optional = component.getType() == Optional.class;
    if (node == null || node.isNull()) {
      if (optional) {
        return Optional.of(Optional.empty());
      }
      problems.add(at(path, key), "missing");
      return Optional.empty();
    }
    var bound =
        value(node, optional ? argument(component) : component.getGenericType(), at(path, key));
    return optional ? bound.map(Optional::of) : bound;
  }

  private static Type argument(RecordComponent component) {
    return ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0];
  }

  private Optional<Object> value(JsonNode node, Type type, String path) {
    if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
      return list(node, list.getActualTypeArguments()[0], path);
    }
    if (type == SearchMethod.class) {
      return named(node, path, methods()).map(Object.class::cast);
    }
    if (type == Evaluator.class) {
      return named(node, path, evaluators()).map(Object.class::cast);
    }
    if (type instanceof Class<?> record && record.isRecord()) {
      return bind(node, record, path).map(Object.class::cast);
    }
    var scalar = Scalar.of(type);
    var read = scalar.read(node);
    if (read.isEmpty()) {
      problems.add(path, "must be " + scalar.description() + ", was " + node);
    }
    return read;
  }

  private Optional<Object> list(JsonNode node, Type element, String path) {
    if (!node.isArray()) {
      problems.add(path, "must be a list, was " + node);
      return Optional.empty();
    }
    var before = problems.count();
    var values = new ArrayList<Object>();
    for (var i = 0; i < node.size(); i++) {
      value(node.get(i), element, path + '[' + i + ']').ifPresent(values::add);
    }
    return problems.count() == before ? Optional.of(List.copyOf(values)) : Optional.empty();
  }

  /** A record chosen by the key {@code name} among those of a registry. */
  private <T> Optional<T> named(
      JsonNode node, String path, Map<String, Class<? extends T>> registry) {
    return object(node, path)
        .flatMap(
            object -> {
              var name = object.path(NAME).asText("");
              var type = registry.get(name);
              if (type == null) {
                problems.add(
                    at(path, NAME),
                    "must be one of "
                        + String.join(", ", registry.keySet().stream().sorted().toList())
                        + ", was \""
                        + name
                        + '"'
                        + hint(name, registry.keySet()));
                return Optional.empty();
              }
              return record(object, type, path, Set.of(NAME)).map(bound -> (T) bound);
            });
  }

  private static Map<String, Class<? extends SearchMethod>> methods() {
    return SearchMethods.all().stream()
        .collect(Collectors.toMap(SearchMethods.Entry::name, SearchMethods.Entry::type));
  }

  private static Map<String, Class<? extends Evaluator>> evaluators() {
    return Evaluators.all().stream()
        .collect(Collectors.toMap(Evaluators.Entry::name, Evaluators.Entry::type));
  }

  private <T> Optional<T> construct(
      Class<T> type, RecordComponent[] components, List<@Nullable Object> arguments, String path) {
    var types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      return Optional.of(type.getDeclaredConstructor(types).newInstance(arguments.toArray()));
    } catch (InvocationTargetException refused) {
      var cause = refused.getCause();
      problems.add(path, cause == null ? refused.toString() : String.valueOf(cause.getMessage()));
      return Optional.empty();
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException(type + " must be a public record", impossible);
    }
  }

  private static String hint(String name, Collection<String> known) {
    return NearestName.nearest(name, known)
        .map(near -> ", did you mean '" + near + "'?")
        .orElse("");
  }

  private static String at(String path, String key) {
    return path.isEmpty() ? key : path + '.' + key;
  }
}
