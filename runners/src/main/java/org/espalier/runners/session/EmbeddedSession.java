package org.espalier.runners.session;

import java.time.Duration;
import org.apache.flink.client.program.ClusterClient;
import org.apache.flink.client.program.MiniClusterClient;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Flink inside this process: brought up once, since that costs a round more than running it. Only
 * loopback can reach it.
 */
final class EmbeddedSession implements Session {
  /** A mini cluster keeps the graphs of all its jobs for ever, so that it is replaced in time. */
  private static final int MOST_JOBS = 100;

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedSession.class);

  private final int slots;
  private int jobs;
  private @Nullable MiniCluster cluster;

  EmbeddedSession(int slots) {
    this.slots = slots;
  }

  @Override
  public boolean serves(String master, int parallelism) {
    return master.equals(EMBEDDED) && parallelism == slots && jobs < MOST_JOBS;
  }

  @Override
  public ClusterClient<?> client() throws Exception {
    var running = cluster;
    if (running == null) {
      running = new MiniCluster(configuration(slots));
      cluster = running;
      running.start();
    }
    jobs++;
    return new MiniClusterClient(new Configuration(), running);
  }

  @Override
  public void end() {
    try {
      if (cluster != null) {
        cluster.close();
      }
    } catch (Exception failed) {
      LOG.warn("Flink inside this process did not end in order", failed);
    }
  }

  private static MiniClusterConfiguration configuration(int slots) {
    var loopback = "127.0.0.1";
    var configuration =
        new Configuration()
            .set(RestOptions.ADDRESS, loopback)
            .set(RestOptions.BIND_ADDRESS, loopback)
            .set(RestOptions.BIND_PORT, "0")
            // One process: a pause of it, such as a laptop's sleep, is no death of a part of it.
            .set(HeartbeatManagerOptions.HEARTBEAT_TIMEOUT, Duration.ofDays(1).toMillis());
    return new MiniClusterConfiguration.Builder()
        .setConfiguration(configuration)
        .setNumTaskManagers(1)
        .setNumSlotsPerTaskManager(slots)
        .build();
  }
}
