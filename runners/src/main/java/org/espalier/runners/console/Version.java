package org.espalier.runners.console;

import java.util.LinkedHashMap;
import java.util.Locale;
import org.espalier.models.program.TensorFlowEngine;
import org.espalier.pipelines.BuildInfo;
import org.espalier.transforms.device.Device;

/** What this Espalier is, and what it runs on. */
public final class Version {

  private Version() {}

  /** Versions of the product and of what it runs on. */
  public static Outcome outcome() {
    var json = new LinkedHashMap<String, Object>();
    json.put("version", BuildInfo.version());
    json.put("commit", BuildInfo.commit());
    json.put("flink", BuildInfo.libraries().getOrDefault("flink", "unknown"));
    json.put("tensorflow", tensorFlow());
    json.put("device", Device.own().name());
    var text = new StringBuilder("Espalier ");
    json.forEach(
        (key, value) ->
            text.append(
                key.equals("version")
                    ? value + System.lineSeparator()
                    : String.format(Locale.ROOT, "%-11s %s%n", key, value)));
    return Outcome.ok(text.toString(), json);
  }

  /** Asked of the library itself: that is the one that runs. */
  private static String tensorFlow() {
    try {
      return TensorFlowEngine.version();
    } catch (IllegalStateException | LinkageError missing) {
      return "cannot be loaded: " + missing.getMessage();
    }
  }
}
