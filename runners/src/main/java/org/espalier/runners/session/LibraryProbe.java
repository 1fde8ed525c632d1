package org.espalier.runners.session;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.client.program.ClusterClient;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.JobGraphBuilder;
import org.apache.flink.util.ExceptionUtils;
import org.espalier.runners.cluster.ClusterException;

/**
 * Asks a cluster, before the first pipeline, whether its job manager and task managers have our
 * libraries: a job of one empty subtask a slot, of a class of ours.
 */
final class LibraryProbe {
  private static final long PATIENCE_SECONDS = 60;
  private static final String REMEDY =
      "; put ours there with `espalier cluster libs FLINK/lib` and start its processes again (a"
          + " local cluster: `espalier cluster stop`, then `start`)";

  private LibraryProbe() {}

  /**
   * Returns where all have them.
   *
   * @param subtasks slots to look at, at least 1; one for each is looked at once
   * @throws ClusterException where one has none or others, naming the command that helps
   */
  static void run(ClusterClient<?> client, String master, int subtasks)
      throws InterruptedException {
    run(client, master, subtasks, LibraryDigest.ofProcess());
  }

  static void run(ClusterClient<?> client, String master, int subtasks, String digest)
      throws InterruptedException {
    try {
      var job = client.submitJob(job(subtasks, digest)).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      var result = client.requestJobResult(job).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (result.getApplicationStatus().deriveJobStatus() != JobStatus.FINISHED) {
        throw refused(master, result.getSerializedThrowable().orElseThrow());
      }
    } catch (ExecutionException failed) {
      throw refused(master, failed);
    } catch (TimeoutException late) {
      throw new ClusterException(
          "the cluster at "
              + master
              + " did not run an empty job within "
              + PATIENCE_SECONDS
              + " s: are its slots taken by other jobs?",
          late);
    }
  }

  //////////////////////////////////////////////////////////////////////////////////////////////

  private static JobGraph job(int subtasks, String digest) {
    // Streaming: all slots are asked for at once, so that no subtask follows another in its slot.
    var job =
        JobGraphBuilder.newStreamingJobGraphBuilder()
            .setJobName("espalier-probe")
            .addJobVertex(new ProbeVertex(digest, subtasks))
            .build();
    job.getJobConfiguration().set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    return job;
  }

  /** What a failed probe means; a failure of another kind is the cluster's own. */
  private static RuntimeException refused(String master, Throwable failed) {
    var others = ProbeVertex.OtherLibrariesException.class.getName();
    for (var link = failed; link != null; link = link.getCause()) {
      var message = String.valueOf(link.getMessage());
      int found = message.indexOf(others);
      if (found >= 0 || link instanceof ProbeVertex.OtherLibrariesException) {
        var which = found < 0 ? message : firstLine(message.substring(found + others.length()));
        return new ClusterException(
            "the cluster at " + master + " has other libraries: " + which + REMEDY, failed);
      }
      if (message.contains("deserialize JobGraph")
          || message.contains(ProbeTask.class.getName())
          || link instanceof ClassNotFoundException) {
        return new ClusterException(
            "the cluster at " + master + " does not have Espalier's libraries" + REMEDY, failed);
      }
    }
    return new ClusterException(
        "the cluster at "
            + master
            + " does not run jobs: "
            + ExceptionUtils.stripExecutionException(failed).getMessage(),
        failed);
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("").replaceFirst("^:? *", "");
  }
}
