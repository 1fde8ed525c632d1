package org.espalier.runners.cluster;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.espalier.runners.cluster.FlinkRestClient.Overview;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches a cluster that has no slots: says so after ten seconds, and gives up after a limit. Flink
 * alone says nothing for five minutes.
 */
public final class SlotWatch {
  private static final Duration SILENCE = Duration.ofSeconds(10);
  private static final Duration PACE = Duration.ofMillis(500);
  private static final Logger LOG = LoggerFactory.getLogger(SlotWatch.class);

  private final String master;
  private final Duration limit;
  private final LongSupplier nanoTime;
  private long sinceNanos;
  private boolean waits;
  private boolean said;

  SlotWatch(String master, Duration limit, LongSupplier nanoTime) {
    this.master = master;
    this.limit = limit;
    this.nanoTime = nanoTime;
  }

  /**
   * A watch over the cluster of a job manager.
   *
   * @param limit how long it may be without any slot
   */
  public static SlotWatch over(String master, Duration limit) {
    return new SlotWatch(master, limit, System::nanoTime);
  }

  /**
   * Waits until the cluster has slots.
   *
   * @return the cluster, with at least one slot
   * @throws ClusterException where no job manager answers, or there is no slot within the limit
   */
  public Overview await() throws InterruptedException {
    var rest = FlinkRestClient.at(master);
    while (true) {
      var overview = rest.overview();
      look(overview);
      if (overview.slots() > 0) {
        return overview;
      }
      Thread.sleep(PACE.toMillis());
    }
  }

  /**
   * Takes note of what the cluster says of itself.
   *
   * @param overview null where the job manager is silent, which has its own end
   * @throws ClusterException when there has been no slot for the limit
   */
  public synchronized void look(@Nullable Overview overview) {
    if (overview == null || overview.slots() > 0) {
      waits = false;
      said = false;
      return;
    }
    var now = nanoTime.getAsLong();
    if (!waits) {
      waits = true;
      sinceNanos = now;
    }
    var waited = Duration.ofNanos(now - sinceNanos);
    var finding =
        "no slots: the cluster at %s has %d task managers"
            .formatted(master, overview.taskManagers());
    if (waited.compareTo(limit) >= 0) {
      throw new ClusterException(
          "%s after %d s (--slot-wait): start some and repeat the command"
              .formatted(finding, waited.toSeconds()));
    }
    if (!said && waited.compareTo(SILENCE) >= 0) {
      said = true;
      LOG.warn("{}; waiting {} s more", finding, limit.minus(waited).toSeconds());
    }
  }
}
