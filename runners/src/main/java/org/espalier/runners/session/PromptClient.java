package org.espalier.runners.session;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.client.program.rest.RestClusterClient;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.espalier.runners.cluster.ClusterException;
import org.espalier.runners.cluster.FlinkRestClient;
import org.espalier.runners.cluster.SlotWatch;
import org.jspecify.annotations.Nullable;

/**
 * A client that hears of a job's end soon after it, and gives up a job that finds no slots. Flink's
 * own doubles its wait with every question, so that it may sleep as long again as the job ran: half
 * of a short round.
 */
final class PromptClient extends RestClusterClient<String> {
  private static final long SHORTEST_WAIT = 10;
  private static final long LONGEST_WAIT = 500;

  /** A wait is this part of the time waited so far, and so at most this part too long. */
  private static final long PART = 16;

  /** Rounds are mostly shorter: those need no look at the slots. */
  private static final Duration BEFORE_A_LOOK = Duration.ofSeconds(5);

  private final FlinkRestClient rest;
  private final String master;
  private final Duration slotWait;

  PromptClient(Configuration configuration, String master, Duration slotWait) throws Exception {
    super(configuration, "session");
    this.rest = FlinkRestClient.at(master);
    this.master = master;
    this.slotWait = slotWait;
  }

  @Override
  public CompletableFuture<JobResult> requestJobResult(JobID job) {
    return ended(job, System.nanoTime(), SlotWatch.over(master, slotWait))
        .thenCompose(status -> super.requestJobResult(job));
  }

  /** Does nothing: the client serves the jobs to come. */
  @Override
  public void close() {}

  void end() {
    super.close();
  }

  private CompletableFuture<JobStatus> ended(JobID job, long since, SlotWatch slots) {
    return getJobStatus(job)
        .thenCompose(
            status ->
                status.isGloballyTerminalState()
                    ? CompletableFuture.completedFuture(status)
                    : later(since)
                        .thenCompose(waited -> look(job, since, slots))
                        .thenCompose(looked -> ended(job, since, slots)));
  }

  private CompletableFuture<Void> look(JobID job, long since, SlotWatch slots) {
    if (System.nanoTime() - since < BEFORE_A_LOOK.toNanos()) {
      return CompletableFuture.completedFuture(null);
    }
    try {
      slots.look(overview());
      return CompletableFuture.completedFuture(null);
    } catch (ClusterException none) {
      return cancel(job).handle((done, failed) -> null).thenCompose(ignored -> failed(none));
    }
  }

  private FlinkRestClient.@Nullable Overview overview() {
    try {
      return rest.overview();
    } catch (ClusterException silent) {
      return null;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  private static CompletableFuture<Void> failed(ClusterException none) {
    return CompletableFuture.failedFuture(none);
  }

  private static CompletableFuture<Void> later(long since) {
    var waited = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since);
    var wait = Math.max(SHORTEST_WAIT, Math.min(waited / PART, LONGEST_WAIT));
    Executor then = CompletableFuture.delayedExecutor(wait, TimeUnit.MILLISECONDS);
    return CompletableFuture.runAsync(() -> {}, then);
  }
}
