package org.espalier.runners.cluster;

import java.util.Map;

/**
 * How a local cluster is.
 *
 * @param flinkMaster {@code host:port} for the {@code --flinkMaster} flag
 * @param plannedTaskManagers task managers it was started with
 * @param overview what the job manager says of itself
 * @param processes name → process number, of all its living processes
 */
public record ClusterStatus(
    String flinkMaster,
    int plannedTaskManagers,
    FlinkRestClient.Overview overview,
    Map<String, Long> processes) {
  /** Whether somebody starts again what dies. */
  public boolean isSupervised() {
    return processes.containsKey(LocalCluster.SUPERVISOR);
  }

  /** Whether all task managers are registered. */
  public boolean isComplete() {
    return overview.taskManagers() >= plannedTaskManagers;
  }
}
