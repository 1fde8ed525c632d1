package org.espalier.transforms.method;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.espalier.schemas.SearchState;
import org.espalier.schemas.SupernetForm;
import org.jspecify.annotations.Nullable;

/**
 * What a state refers to, found by walking its records: fields whose schema says {@code references}
 * hold content names; a supernet form says what the shared weights belong to. A new method's state
 * needs nothing but the annotation in the schema.
 */
public final class StateReferences {

  private static final String PROPERTY = "references";
  private static final String WEIGHTS = "weights";

  private StateReferences() {}

  /** Content names of all tensors that a state refers to. */
  public static Set<String> tensors(SearchState state) {
    var names = new HashSet<String>();
    walk(
        state,
        (field, value) -> {
          if (value != null && WEIGHTS.equals(field.getProp(PROPERTY))) {
            names.add(value.toString());
          }
        });
    return names;
  }

  /** The supernet that the shared weights belong to; empty for the evaluator's own. */
  public static Optional<SupernetForm> form(SearchState state) {
    var forms = new HashSet<SupernetForm>();
    walk(
        state,
        (field, value) -> {
          if (SupernetForm.class.isInstance(value)) {
            forms.add(SupernetForm.class.cast(value));
          }
        });
    if (forms.size() > 1) {
      throw new IllegalStateException("a state has one supernet form, this one has " + forms);
    }
    return forms.stream().findFirst();
  }

  private static void walk(
      @Nullable Object value, BiConsumer<Schema.Field, @Nullable Object> visit) {
    if (value instanceof IndexedRecord record) {
      for (var field : record.getSchema().getFields()) {
        var inside = record.get(field.pos());
        visit.accept(field, inside);
        walk(inside, visit);
      }
    } else if (value instanceof Iterable<?> elements) {
      elements.forEach(element -> walk(element, visit));
    } else if (value instanceof Map<?, ?> entries) {
      entries.values().forEach(entry -> walk(entry, visit));
    }
  }
}
