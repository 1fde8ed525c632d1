package org.espalier.runners.cluster;

/**
 * How large a local cluster is.
 *
 * @param taskManagers processes that do the work, one device and one slot each; at least 1
 * @param port where the job manager's REST interface and web UI listen, on loopback; 0 picks a free
 *     one
 * @param coresPerTaskManager processors each task manager's JVM may think it has; TensorFlow runs
 *     as many operations side by side, which changes no result; 0 shares the machine's among the
 *     task managers
 * @param taskHeapMegabytes Java heap for the work of one task manager; tensors live outside it
 */
public record ClusterPlan(
    int taskManagers, int port, int coresPerTaskManager, int taskHeapMegabytes) {
  private static final int LOWEST_PORT = 1024;
  private static final int HIGHEST_PORT = 65_535;

  /** Checks the ranges. */
  public ClusterPlan {
    require(taskManagers >= 1, "taskManagers must be at least 1, was " + taskManagers);
    require(
        port == 0 || (port >= LOWEST_PORT && port <= HIGHEST_PORT),
        "port must be 0 (any free one) or in [1024, 65535], was " + port);
    require(
        coresPerTaskManager >= 0,
        "coresPerTaskManager must be at least 0 (0 shares the machine), was "
            + coresPerTaskManager);
    require(
        taskHeapMegabytes >= 128,
        "taskHeapMegabytes must be at least 128, was " + taskHeapMegabytes);
  }

  /**
   * The usual one for a number of task managers: any free port, the cores shared, 1 GiB of heap
   * each.
   */
  public static ClusterPlan of(int taskManagers) {
    return new ClusterPlan(taskManagers, 0, 0, 1024);
  }

  ClusterPlan withPort(int chosen) {
    return new ClusterPlan(taskManagers, chosen, coresPerTaskManager, taskHeapMegabytes);
  }

  int cores() {
    return coresPerTaskManager > 0
        ? coresPerTaskManager
        : Math.max(1, Runtime.getRuntime().availableProcessors() / taskManagers);
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }
}
