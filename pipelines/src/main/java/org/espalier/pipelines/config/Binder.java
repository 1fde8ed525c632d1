package org.espalier.pipelines.config;

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
import org.espalier.models.numbers.OneOrMore;
import org.espalier.models.numbers.Unlimited;
import org.espalier.models.space.NearestName;
import org.espalier.pipelines.config.ConfigNode.Items;
import org.espalier.pipelines.config.ConfigNode.Section;
import org.espalier.pipelines.config.ConfigNode.Value;
import org.espalier.transforms.evaluate.Evaluator;
import org.espalier.transforms.method.SearchMethod;
import org.espalier.transforms.registry.Evaluators;
import org.espalier.transforms.registry.SearchMethods;
import org.jspecify.annotations.Nullable;

/**
 * Keys bound to record components, one for one: no key is ignored, none has a default, and an
 * {@link Optional} or nullable component is the only one that may be absent. A value becomes what
 * its component is; all problems are collected.
 */
final class Binder {

  private static final String NAME = "name";

  private final Problems problems;

  Binder(Problems problems) {
    this.problems = problems;
  }

  /** The record, unless something in it was wrong. */
  <T> Optional<T> bind(ConfigNode node, Class<T> type, String path) {
    return section(node, path).flatMap(section -> record(section, type, path, Set.of()));
  }

  private Optional<Section> section(ConfigNode node, String path) {
    if (node instanceof Section section) {
      return Optional.of(section);
    }
    problems.add(path, "must hold keys and values, was " + node.shown(), node.place());
    return Optional.empty();
  }

  private <T> Optional<T> record(
      Section section, Class<T> type, String path, Set<String> alsoKnown) {
    var before = problems.count();
    var components = type.getRecordComponents();
    var known = Arrays.stream(components).map(RecordComponent::getName).collect(Collectors.toSet());
    section
        .keys()
        .forEach(
            (key, node) -> {
              if (!known.contains(key) && !alsoKnown.contains(key)) {
                problems.add(at(path, key), "unknown key" + hint(key, known), node.place());
              }
            });
    var arguments = new ArrayList<@Nullable Object>(components.length);
    for (var component : components) {
      if (isNullable(component) && isAbsent(section.keys().get(component.getName()))) {
        arguments.add(null);
      } else {
        component(section, component, path).ifPresent(arguments::add);
      }
    }
    return problems.count() == before
        ? construct(type, components, arguments, path, section.place())
        : Optional.empty();
  }

  /** Settings that travel to workers are serialized, which an Optional cannot be. */
  private static boolean isNullable(RecordComponent component) {
    return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
  }

  private static boolean isAbsent(@Nullable ConfigNode node) {
    return node == null || (node instanceof Value value && value.isNull());
  }

  private Optional<Object> component(Section section, RecordComponent component, String path) {
    var key = component.getName();
    var node = section.keys().get(key);
    var optional = component.getType() == Optional.class;
    if (node == null || isAbsent(node)) {
      if (optional) {
        return Optional.of(Optional.empty());
      }
      problems.add(at(path, key), "missing", section.place());
      return Optional.empty();
    }
    if (component.isAnnotationPresent(Unlimited.class)) {
      return scalar(node, Scalar.LIMIT, at(path, key));
    }
    if (component.isAnnotationPresent(OneOrMore.class) && node instanceof Value) {
      return value(node, argument(component), at(path, key)).map(List::of);
    }
    var bound =
        value(node, optional ? argument(component) : component.getGenericType(), at(path, key));
    return optional ? bound.map(Optional::of) : bound;
  }

  private static Type argument(RecordComponent component) {
    return ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0];
  }

  private Optional<Object> value(ConfigNode node, Type type, String path) {
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
    return scalar(node, Scalar.of(type), path);
  }

  private Optional<Object> scalar(ConfigNode node, Scalar kind, String path) {
    var read = node instanceof Value value ? kind.read(value) : Optional.empty();
    if (read.isEmpty()) {
      problems.add(path, "must be " + kind.description() + ", was " + node.shown(), node.place());
    }
    return read;
  }

  private Optional<Object> list(ConfigNode node, Type element, String path) {
    if (!(node instanceof Items items)) {
      problems.add(path, "must be a list, was " + node.shown(), node.place());
      return Optional.empty();
    }
    var before = problems.count();
    var values = new ArrayList<Object>();
    for (var i = 0; i < items.nodes().size(); i++) {
      value(items.nodes().get(i), element, path + '[' + i + ']').ifPresent(values::add);
    }
    return problems.count() == before ? Optional.of(List.copyOf(values)) : Optional.empty();
  }

  /** A record chosen by the key {@code name} among those of a registry. */
  private <T> Optional<T> named(
      ConfigNode node, String path, Map<String, Class<? extends T>> registry) {
    return section(node, path)
        .flatMap(
            section -> {
              var key = section.keys().get(NAME);
              var name = key instanceof Value value ? value.text() : "";
              var type = registry.get(name);
              if (type == null) {
                problems.add(
                    at(path, NAME),
                    "must be one of "
                        + String.join(", ", registry.keySet().stream().sorted().toList())
                        + ", was \""
                        + name
                        + '"'
                        + hint(name, registry.keySet()),
                    key == null ? section.place() : key.place());
                return Optional.empty();
              }
              return record(section, type, path, Set.of(NAME)).map(bound -> (T) bound);
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
      Class<T> type,
      RecordComponent[] components,
      List<@Nullable Object> arguments,
      String path,
      String place) {
    var types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      return Optional.of(type.getDeclaredConstructor(types).newInstance(arguments.toArray()));
    } catch (InvocationTargetException refused) {
      var cause = refused.getCause();
      problems.add(
          path, cause == null ? refused.toString() : String.valueOf(cause.getMessage()), place);
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
