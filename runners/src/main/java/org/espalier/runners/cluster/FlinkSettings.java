package org.espalier.runners.cluster;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the configuration of a Flink cluster of one's own must say for Espalier; the rest is Flink's
 * default.
 */
public final class FlinkSettings {
  /** JVM flags of a process that runs programs of TensorFlow. */
  // JavaCPP counts the whole process against limits derived from the heap; tensors are not in it.
  static final String JVM_FLAGS =
      "-Dorg.bytedeco.javacpp.maxBytes=0 -Dorg.bytedeco.javacpp.maxPhysicalBytes=0"
          + " -Djava.awt.headless=true";

  private FlinkSettings() {}

  /** Key → value, in the order to show them. */
  public static Map<String, String> all() {
    var settings = new LinkedHashMap<String, String>();
    // One device, one user of it.
    settings.put("taskmanager.numberOfTaskSlots", "1");
    settings.put("taskmanager.memory.process.size", "4g");
    // TensorFlow's tensors and code lie outside the heap.
    settings.put("taskmanager.memory.task.off-heap.size", "1g");
    settings.put("taskmanager.memory.jvm-metaspace.size", "512m");
    settings.put("taskmanager.memory.managed.size", "256m");
    settings.put("taskmanager.memory.network.min", "128m");
    settings.put("taskmanager.memory.network.max", "128m");
    settings.put("jobmanager.memory.process.size", "1200m");
    settings.put("env.java.opts.taskmanager", JVM_FLAGS);
    settings.put("restart-strategy.type", "fixed-delay");
    settings.put("restart-strategy.fixed-delay.attempts", "5");
    settings.put("restart-strategy.fixed-delay.delay", "2 s");
    settings.put("heartbeat.timeout", "10000");
    settings.put("heartbeat.interval", "2000");
    return settings;
  }

  /** The same as lines of Flink's configuration file. */
  public static String yaml() {
    return all().entrySet().stream()
        .map(setting -> setting.getKey() + ": " + setting.getValue() + "\n")
        .collect(Collectors.joining());
  }
}
