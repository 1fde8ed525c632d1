package org.espalier.runners.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.espalier.models.program.CacheFolder;
import org.espalier.runners.cluster.FlinkRestClient;
import org.espalier.runners.cluster.SlotWatch;
import org.espalier.runners.session.FlinkOptions;
import org.espalier.runners.session.ScratchFolder;
import org.espalier.transforms.files.ContentName;
import org.espalier.transforms.pipeline.Engine;
import org.espalier.transforms.storage.RunFiles;
import picocli.CommandLine.Option;

/** Where pipelines run: options that cannot change a result. */
final class RunnerOptions {

  /** Beam runners. */
  enum RunnerName {
    FLINK,
    DIRECT
  }

  @Option(
      names = "--flinkMaster",
      paramLabel = "HOST:PORT",
      description =
          "Flink session cluster; ${DEFAULT-VALUE} is Flink inside this process. Default:"
              + " ${DEFAULT-VALUE}.")
  private String flinkMaster = FlinkOptions.EMBEDDED;

  @Option(
      names = "--runner",
      paramLabel = "NAME",
      description = "Beam runner: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private RunnerName runner = RunnerName.FLINK;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      description =
          "Candidates, or units of a preparation, worked on at once; 0 takes the cluster's slots,"
              + " or the processors of this machine. Default: ${DEFAULT-VALUE}.")
  private int parallelism;

  @Option(
      names = "--slot-wait",
      paramLabel = "SECONDS",
      description =
          "How long to wait for a cluster that has no task managers. Default: ${DEFAULT-VALUE}.")
  private int slotWait = 60;

  /**
   * The engine for a run.
   *
   * @throws org.espalier.runners.cluster.ClusterException where no job manager answers, or there is
   *     no slot in time
   * @throws java.io.UncheckedIOException where the temporary folder is as good as full
   */
  Engine engine(RunFiles folder) throws InterruptedException {
    ScratchFolder.requireRoom();
    var prefix = prefix(folder);
    if (runner == RunnerName.DIRECT) {
      return job -> FlinkOptions.direct(prefix + '-' + job, processors());
    }
    if (flinkMaster.equals(FlinkOptions.EMBEDDED)) {
      return job -> FlinkOptions.embedded(prefix + '-' + job, processors());
    }
    var limit = slotWait();
    var all = SlotWatch.over(flinkMaster, limit).await().slots();
    var slots = parallelism > 0 ? parallelism : all;
    return job -> FlinkOptions.cluster(flinkMaster, prefix + '-' + job, slots, limit);
  }

  /**
   * A folder for what is needed until the command ends: on a cluster in the user's cache, which its
   * workers must reach.
   */
  Path scratch(String prefix) throws IOException {
    if (runner == RunnerName.DIRECT || flinkMaster.equals(FlinkOptions.EMBEDDED)) {
      return Files.createTempDirectory("espalier-" + prefix);
    }
    return Files.createTempDirectory(Files.createDirectories(CacheFolder.path()), prefix);
  }

  /**
   * Cancels the jobs that a killed driver of the same run left on the cluster. Only for the holder
   * of the run's lock: those of a living driver look the same.
   */
  void cancelOrphans(RunFiles folder) throws InterruptedException {
    if (runner == RunnerName.DIRECT || flinkMaster.equals(FlinkOptions.EMBEDDED)) {
      return;
    }
    var rest = FlinkRestClient.at(flinkMaster);
    for (var job : rest.engine()) {
      if (!job.hasEnded() && job.name().startsWith(prefix(folder))) {
        rest.cancel(job.name());
      }
    }
  }

  private static String prefix(RunFiles folder) {
    return "espalier-" + ContentName.of(folder.root()).substring(0, 8);
  }

  private Duration slotWait() {
    if (slotWait < 0) {
      throw new IllegalArgumentException("--slot-wait must be at least 0 seconds, was " + slotWait);
    }
    return Duration.ofSeconds(slotWait);
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
