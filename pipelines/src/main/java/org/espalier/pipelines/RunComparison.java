package org.espalier.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.espalier.pipelines.config.EffectiveConfig;
import org.jspecify.annotations.Nullable;

/**
 * What keeps a configuration from resuming a run. Numbers are compared by value and inputs by
 * content; budgets may grow.
 */
final class RunComparison {

  private static final String BUDGET = "budget.";

  private final RunManifest was;
  private final RunManifest is;
  private final List<String> differences = new ArrayList<>();

  private RunComparison(RunManifest was, RunManifest is) {
    this.was = was;
    this.is = is;
  }

  /** The differences, one a line; none where the run can be resumed. */
  static List<String> differences(RunManifest was, RunManifest is) {
    return new RunComparison(was, is).compare();
  }

  private List<String> compare() {
    var before = EffectiveConfig.flat(was.config());
    var now = EffectiveConfig.flat(is.config());
    var keys = new TreeSet<>(before.keySet());
    keys.addAll(now.keySet());
    for (var key : keys) {
      setting(key, before.get(key), now.get(key));
    }
    return differences;
  }

  private void setting(String key, @Nullable JsonNode before, @Nullable JsonNode now) {
    var oldInput = was.inputs().get(key);
    var input = is.inputs().get(key);
    if (oldInput != null && input != null && comparable(oldInput, input)) {
      content(key, oldInput, input);
      return;
    }
    if (before == null || now == null) {
      differs(key, before, now, "");
    } else if (!equal(before, now)) {
      if (!key.startsWith(BUDGET)) {
        differs(key, before, now, "");
      } else if (limit(now) < limit(before)) {
        differs(key, before, now, "; a budget may grow only");
      }
    }
  }

  private void differs(
      String key, @Nullable JsonNode before, @Nullable JsonNode now, String remark) {
    differences.add(key + ": was " + shown(before) + ", is " + shown(now) + remark);
  }

  private static boolean comparable(RunInput before, RunInput now) {
    return now.sha256().keySet().stream().anyMatch(before.sha256()::containsKey);
  }

  private void content(String key, RunInput before, RunInput now) {
    var parts = new TreeSet<>(before.sha256().keySet());
    parts.addAll(now.sha256().keySet());
    for (var part : parts) {
      if (!Objects.equals(before.sha256().get(part), now.sha256().get(part))) {
        differences.add(
            "content of %s: %s in %s is not what it was".formatted(key, part, now.path()));
      }
    }
  }

  private static boolean equal(JsonNode before, JsonNode now) {
    if (before.isNumber() && now.isNumber()) {
      return before.decimalValue().compareTo(now.decimalValue()) == 0;
    }
    if (before.isArray() && now.isArray() && before.size() == now.size()) {
      for (var i = 0; i < before.size(); i++) {
        if (!equal(before.get(i), now.get(i))) {
          return false;
        }
      }
      return true;
    }
    return before.equals(now);
  }

  private static double limit(JsonNode value) {
    return value.isNumber() ? value.doubleValue() : Double.POSITIVE_INFINITY;
  }

  private static String shown(@Nullable JsonNode value) {
    return value == null ? "absent" : value.toString();
  }
}
