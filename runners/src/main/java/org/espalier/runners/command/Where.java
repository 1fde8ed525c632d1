package org.espalier.runners.command;

import java.util.Locale;
import org.espalier.pipelines.Engine;
import org.espalier.runners.FlinkOptions;
import org.espalier.runners.cluster.Rest;
import org.espalier.transforms.storage.ContentName;
import org.espalier.transforms.storage.RunFolder;
import picocli.CommandLine.Option;

/** Where pipelines run: options that cannot change a result. */
final class Where {

  /** Beam runners. */
  enum RunnerName {
    FLINK,
    DIRECT
  }

  @Option(
      names = "--flinkMaster",
      defaultValue = FlinkOptions.EMBEDDED,
      paramLabel = "HOST:PORT",
      description =
          "Flink session cluster; ${DEFAULT-VALUE} is Flink inside this process. Default: ${DEFAULT-VALUE}.")
  private String flinkMaster = FlinkOptions.EMBEDDED;

  @Option(
      names = "--runner",
      defaultValue = "FLINK",
      paramLabel = "NAME",
      description = "Beam runner: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private RunnerName runner = RunnerName.FLINK;

  @Option(
      names = "--parallelism",
      defaultValue = "0",
      paramLabel = "N",
      description =
          "Candidates worked on at once; 0 takes the cluster's slots, or the processors of this machine. Default: ${DEFAULT-VALUE}.")
  private int parallelism;

  /**
   * The engine for a run. A job that a killed driver of the same run left on the cluster is
   * cancelled first.
   */
  Engine engine(RunFolder folder) throws InterruptedException {
    var prefix = "espalier-" + ContentName.of(folder.root()).substring(0, 8);
    if (runner == RunnerName.DIRECT) {
      return job -> FlinkOptions.direct(prefix + '-' + job, processors());
    }
    if (flinkMaster.equals(FlinkOptions.EMBEDDED)) {
      return job -> FlinkOptions.embedded(prefix + '-' + job, processors());
    }
    var rest = Rest.at(flinkMaster);
    var slots = Math.max(1, parallelism > 0 ? parallelism : rest.overview().slots());
    for (var job : rest.jobs()) {
      if (!job.hasEnded() && job.name().startsWith(prefix)) {
        rest.cancel(job.name());
      }
    }
    return job -> FlinkOptions.cluster(flinkMaster, prefix + '-' + job, slots);
  }

  private int processors() {
    return parallelism > 0 ? parallelism : Runtime.getRuntime().availableProcessors();
  }

  @Override
  public String toString() {
    return runner == RunnerName.DIRECT
        ? "the direct runner"
        : "Flink " + flinkMaster.toLowerCase(Locale.ROOT);
  }
}
