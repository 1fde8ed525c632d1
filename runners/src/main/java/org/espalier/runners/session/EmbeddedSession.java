package org.espalier.runners.session;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.flink.client.program.ClusterClient;
import org.apache.flink.client.program.MiniClusterClient;
import org.apache.flink.configuration.Configuration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Flink inside this process: brought up once, since that costs a round more than running it, and
 * again when it has died.
 */
final class EmbeddedSession implements Session {
  /** A mini cluster keeps the graphs of all its jobs for ever, so that it is replaced in time. */
  private static final int MOST_JOBS = 100;

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedSession.class);

  private final int slots;
  private int jobs;
  private @Nullable EmbeddedFlink flink;

  EmbeddedSession(int slots) {
    this.slots = slots;
  }

  @Override
  public boolean serves(String master, int parallelism) {
    return master.equals(EMBEDDED) && parallelism == slots && jobs < MOST_JOBS;
  }

  @Override
  public ClusterClient<?> client() throws Exception {
    jobs++;
    return new MiniClusterClient(new Configuration(), flink());
  }

  /** The running one. */
  EmbeddedFlink flink() throws Exception {
    var running = flink;
    if (running != null && !running.isUsable()) {
      LOG.warn("Flink inside this process has died: started again");
      end();
      running = null;
    }
    if (running == null) {
      running = EmbeddedFlink.start(slots);
      flink = running;
    }
    return running;
  }

  @Override
  public void end() {
    var running = flink;
    flink = null;
    try {
      if (running != null) {
        running.end();
      }
    } catch (ExecutionException | TimeoutException failed) {
      LOG.warn("Flink inside this process did not end in order", failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
