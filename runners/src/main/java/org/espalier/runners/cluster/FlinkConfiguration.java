package org.espalier.runners.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The configuration file of a local cluster. Everything listens on loopback: Flink's REST interface
 * has no authentication, and who reaches it can run code.
 */
final class FlinkConfiguration {
  /** Megabytes outside the task heap, kept in one place: the JVM flags must agree with the file. */
  static final int FRAMEWORK_HEAP = 128;

  static final int FRAMEWORK_OFF_HEAP = 128;
  static final int TASK_OFF_HEAP = 512;
  // A blocking partition being written takes 512 buffers, 16 MiB.
  static final int NETWORK = 128;
  private static final int MANAGED = 256;

  private FlinkConfiguration() {}

  static void write(ClusterFolder folder, ClusterPlan plan, int rpcPort) throws IOException {
    var keys = new LinkedHashMap<String, Object>();
    addAddresses(keys, plan.port(), rpcPort);
    addMemory(keys, plan);
    addFailover(keys);
    ClusterFolder.writeWhole(
        folder.configuration(),
        keys.entrySet().stream()
            .map(key -> key.getKey() + ": " + quoted(key.getValue()) + "\n")
            .collect(Collectors.joining()));
  }

  private static void addAddresses(Map<String, Object> keys, int restPort, int rpcPort) {
    keys.put("jobmanager.rpc.address", Loopback.ADDRESS);
    keys.put("jobmanager.bind-host", Loopback.ADDRESS);
    keys.put("jobmanager.rpc.port", rpcPort);
    keys.put("rest.address", Loopback.ADDRESS);
    keys.put("rest.bind-address", Loopback.ADDRESS);
    keys.put("rest.port", restPort);
    keys.put("rest.bind-port", restPort);
    keys.put("taskmanager.host", Loopback.ADDRESS);
    keys.put("taskmanager.bind-host", Loopback.ADDRESS);
    // The UI shows and cancels; programs come through the driver.
    keys.put("web.submit.enable", false);
    keys.put("security.delegation.tokens.enabled", false);
    keys.put("metrics.fetcher.update-interval", 1000);
    // Flink waits for more requirements before it hands out slots; ours come all at once.
    keys.put("slotmanager.requirement-check.delay", "1 ms");
  }

  /**
   * All of it: Flink's shell scripts would work these out, and a task manager without them exits.
   */
  private static void addMemory(Map<String, Object> keys, ClusterPlan plan) {
    keys.put("taskmanager.numberOfTaskSlots", 1);
    keys.put("parallelism.default", plan.taskManagers());
    keys.put("taskmanager.cpu.cores", plan.cores());
    keys.put("taskmanager.memory.task.heap.size", plan.taskHeapMegabytes() + "m");
    keys.put("taskmanager.memory.task.off-heap.size", TASK_OFF_HEAP + "m");
    keys.put("taskmanager.memory.framework.heap.size", FRAMEWORK_HEAP + "m");
    keys.put("taskmanager.memory.framework.off-heap.size", FRAMEWORK_OFF_HEAP + "m");
    keys.put("taskmanager.memory.managed.size", MANAGED + "m");
    keys.put("taskmanager.memory.network.min", NETWORK + "m");
    keys.put("taskmanager.memory.network.max", NETWORK + "m");
    keys.put("taskmanager.memory.jvm-metaspace.size", "512m");
    keys.put("taskmanager.memory.jvm-overhead.min", "256m");
    keys.put("taskmanager.memory.jvm-overhead.max", "256m");
    keys.put("jobmanager.memory.process.size", "1200m");
  }

  private static void addFailover(Map<String, Object> keys) {
    keys.put("restart-strategy.type", "fixed-delay");
    keys.put("restart-strategy.fixed-delay.attempts", 5);
    keys.put("restart-strategy.fixed-delay.delay", "2 s");
    keys.put("jobmanager.execution.failover-strategy", "region");
    keys.put("heartbeat.interval", 2_000);
    keys.put("heartbeat.timeout", 10_000);
    // Ten seconds unless told: the wait of a task manager that came up before its job manager, or
    // outlived it.
    keys.put("cluster.registration.error-delay", 500);
    keys.put("cluster.registration.refused-registration-delay", 500);
  }

  /** Each process its own folder: that of one that was killed is emptied before its next start. */
  static List<String> folders(Path scratch) {
    return List.of(
        "-D",
        "io.tmp.dirs=" + scratch,
        "-D",
        "web.tmpdir=" + scratch,
        "-D",
        "blob.storage.directory=" + scratch);
  }

  private static String quoted(Object value) {
    return value instanceof String
        ? "'" + value.toString().replace("'", "''") + "'"
        : value.toString();
  }
}
