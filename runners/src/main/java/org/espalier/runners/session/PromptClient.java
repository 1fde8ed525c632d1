package org.espalier.runners.session;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.client.program.rest.RestClusterClient;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.jobmaster.JobResult;

/**
 * A client that hears of a job's end soon after it. Flink's own doubles its wait with every
 * question, so that it may sleep as long again as the job ran: half of a short round.
 */
final class PromptClient extends RestClusterClient<String> {
  private static final long SHORTEST_WAIT = 10;
  private static final long LONGEST_WAIT = 500;

  /** A wait is this part of the time waited so far, and so at most this part too long. */
  private static final long PART = 16;

  PromptClient(Configuration configuration) throws Exception {
    super(configuration, "session");
  }

  @Override
  public CompletableFuture<JobResult> requestJobResult(JobID job) {
    return ended(job, System.nanoTime()).thenCompose(status -> super.requestJobResult(job));
  }

  /** Does nothing: the client serves the jobs to come. */
  @Override
  public void close() {}

  void end() {
    super.close();
  }

  private CompletableFuture<JobStatus> ended(JobID job, long since) {
    return getJobStatus(job)
        .thenCompose(
            status ->
                status.isGloballyTerminalState()
                    ? CompletableFuture.completedFuture(status)
                    : later(since).thenCompose(waited -> ended(job, since)));
  }

  private static CompletableFuture<Void> later(long since) {
    var waited = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since);
    var wait = Math.max(SHORTEST_WAIT, Math.min(waited / PART, LONGEST_WAIT));
    Executor then = CompletableFuture.delayedExecutor(wait, TimeUnit.MILLISECONDS);
    return CompletableFuture.runAsync(() -> {}, then);
  }
}
