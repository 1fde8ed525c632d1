package org.espalier.runners.session;

import java.time.Duration;
import org.apache.flink.client.program.ClusterClient;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.RestOptions;
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
        var free = SlotWatch.over(master, slotWait).await().freeSlots();
        LibraryProbe.run(known, master, Math.max(1, Math.min(parallelism, free)));
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
