package org.espalier.runners.session;

import java.time.Duration;
import org.apache.flink.client.program.ClusterClient;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.runtime.util.EnvironmentInformation;
import org.espalier.runners.cluster.ClusterException;
import org.espalier.runners.cluster.SlotWatch;
import org.jspecify.annotations.Nullable;

/**
 * A session cluster of other processes, reached through its job manager's REST interface. Before
 * its first pipeline it is asked whether it has slots and our libraries.
 */
final class RemoteSession implements Session {
  private final String master;
  private final int parallelism;
  private final Duration slotWait;
  private @Nullable PromptClient client;

  RemoteSession(String master, int parallelism, Duration slotWait) {
    this.master = master;
    this.parallelism = parallelism;
    this.slotWait = slotWait;
  }

  @Override
  public boolean serves(String other, int subtasks) {
    return other.equals(master) && subtasks <= parallelism;
  }

  @Override
  public ClusterClient<?> client() throws Exception {
    var known = client;
    if (known == null) {
      known = new PromptClient(configuration(), master, slotWait);
      try {
        var cluster = SlotWatch.over(master, slotWait).await();
        requireVersion(cluster.flinkVersion(), EnvironmentInformation.getVersion());
        var subtasks = Math.max(1, Math.min(parallelism, cluster.freeSlots()));
        LibraryProbe.run(known, master, subtasks);
      } catch (RuntimeException | InterruptedException refused) {
        known.end();
        throw refused;
      }
      client = known;
    }
    return known;
  }

  @Override
  public void end() {
    if (client != null) {
      client.end();
    }
  }

  /** Flink's processes understand each other within a minor version. */
  void requireVersion(String theirs, String ours) {
    var minor = ours.substring(0, ours.lastIndexOf('.') + 1);
    if (!theirs.startsWith(minor)) {
      throw new ClusterException(
          "the cluster at %s runs Flink %s: Espalier needs Flink %sx"
              .formatted(master, theirs, minor));
    }
  }

  private Configuration configuration() {
    var colon = master.lastIndexOf(':');
    var host = master.substring(0, colon);
    var port = Integer.parseInt(master.substring(colon + 1));
    return new Configuration()
        .set(JobManagerOptions.ADDRESS, host)
        .set(JobManagerOptions.PORT, port)
        .set(RestOptions.ADDRESS, host)
        .set(RestOptions.PORT, port);
  }
}
