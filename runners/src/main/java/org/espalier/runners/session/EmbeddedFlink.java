package org.espalier.runners.session;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.configuration.BlobServerOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.runtime.dispatcher.SessionDispatcherFactory;
import org.apache.flink.runtime.dispatcher.runner.DefaultDispatcherRunnerFactory;
import org.apache.flink.runtime.entrypoint.component.DefaultDispatcherResourceManagerComponentFactory;
import org.apache.flink.runtime.entrypoint.component.DispatcherResourceManagerComponentFactory;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.runtime.resourcemanager.StandaloneResourceManagerFactory;

/**
 * A Flink cluster inside this process: no REST server, and its one open port, that of the server of
 * job files, on loopback. Its files lie in the {@link ScratchFolder}.
 */
@SuppressWarnings("try") // close() is AutoCloseable's, of Flink's interface
final class EmbeddedFlink extends MiniCluster {
  private static final String LOOPBACK = "127.0.0.1";

  private static final long PATIENCE_SECONDS = 10;

  private EmbeddedFlink(MiniClusterConfiguration configuration) {
    super(configuration);
  }

  /** A running one. */
  static EmbeddedFlink start(int slots) throws Exception {
    ScratchFolder.requireRoom();
    var flink =
        new EmbeddedFlink(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration())
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(slots)
                .build());
    flink.start();
    // Its task manager registers a moment later; only then does its absence mean that it died.
    for (int wait = 0; wait < PATIENCE_SECONDS * 100 && !flink.isUsable(); wait++) {
      Thread.sleep(10);
    }
    return flink;
  }

  /**
   * Whether it can run a job. A task that does not end when cancelled ends its task manager, and an
   * error of the job manager ends all: a job would then wait for minutes, and fail.
   */
  boolean isUsable() throws InterruptedException {
    try {
      return isRunning()
          && requestClusterOverview()
                  .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
                  .getNumTaskManagersConnected()
              > 0;
    } catch (ExecutionException | TimeoutException dead) {
      return false;
    }
  }

  /** Closes it, and leaves what does not end: its threads are daemons. */
  void end() throws InterruptedException, ExecutionException, TimeoutException {
    closeAsync().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  protected DispatcherResourceManagerComponentFactory
      createDispatcherResourceManagerComponentFactory() {
    return new DefaultDispatcherResourceManagerComponentFactory(
        DefaultDispatcherRunnerFactory.createSessionRunner(SessionDispatcherFactory.INSTANCE),
        StandaloneResourceManagerFactory.getInstance(),
        ClosedRestEndpoint::create);
  }

  private static Configuration configuration() throws IOException {
    var scratch = ScratchFolder.ofProcess().toString();
    return new Configuration()
        .set(JobManagerOptions.BIND_HOST, LOOPBACK)
        .set(TaskManagerOptions.BIND_HOST, LOOPBACK)
        .set(RestOptions.ADDRESS, LOOPBACK)
        .set(RestOptions.BIND_ADDRESS, LOOPBACK)
        .set(RestOptions.BIND_PORT, "0")
        .set(WebOptions.SUBMIT_ENABLE, false)
        .set(WebOptions.TMP_DIR, scratch)
        .set(CoreOptions.TMP_DIRS, scratch)
        .set(BlobServerOptions.STORAGE_DIRECTORY, scratch)
        // One process: a pause of it, such as a laptop's sleep, is no death of a part of it.
        .set(HeartbeatManagerOptions.HEARTBEAT_TIMEOUT, Duration.ofDays(1).toMillis());
  }
}
