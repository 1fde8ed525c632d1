package org.espalier.runners.session;

import org.apache.flink.client.program.ClusterClient;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.RestOptions;
import org.jspecify.annotations.Nullable;

/** A session cluster of other processes, reached through its job manager's REST interface. */
final class RemoteSession implements Session {
  private final String master;
  private @Nullable PromptClient client;

  RemoteSession(String master) {
    this.master = master;
  }

  @Override
  public boolean serves(String other, int parallelism) {
    return other.equals(master);
  }

  @Override
  public ClusterClient<?> client() throws Exception {
    var known = client;
    if (known == null) {
      known = new PromptClient(configuration());
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
