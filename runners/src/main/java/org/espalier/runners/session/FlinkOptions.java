package org.espalier.runners.session;

import java.time.Duration;
import org.apache.beam.runners.direct.DirectOptions;
import org.apache.beam.runners.direct.DirectRunner;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/**
 * The pipeline options of each place a pipeline can run. A driver that used any but the direct
 * runner must end with {@link System#exit}: Flink leaves threads.
 */
public final class FlinkOptions {
  /** The word for Flink inside the driver's own process. */
  public static final String EMBEDDED = "[local]";

  private FlinkOptions() {}

  /**
   * Options for Flink inside this process, brought up by the first pipeline and kept for the next.
   *
   * @param jobName as logs and the user interface show it
   * @param parallelism subtasks that run at once; at least 1
   */
  public static PipelineOptions embedded(String jobName, int parallelism) {
    return flink(EMBEDDED, jobName, parallelism);
  }

  /**
   * Options for a running session cluster whose task managers have this process's class path:
   * nothing is sent but the pipeline.
   *
   * @param hostPort the job manager's REST address
   * @param jobName the same name for the same work, so that the job a killed driver left behind can
   *     be found
   * @param parallelism subtasks that run at once, at most the cluster's slots, or the job waits for
   *     more
   * @param slotWait how long the cluster may be without any slot, in whole seconds
   */
  public static PipelineOptions cluster(
      String hostPort, String jobName, int parallelism, Duration slotWait) {
    var options = flink(hostPort, jobName, parallelism);
    options.as(SessionOptions.class).setSlotWaitSeconds(slotWait.toSeconds());
    return options;
  }

  /** Options for Beam's direct runner, inside this process. */
  public static PipelineOptions direct(String jobName, int parallelism) {
    var options = PipelineOptionsFactory.create().as(DirectOptions.class);
    options.setRunner(DirectRunner.class);
    options.setJobName(jobName);
    options.setTargetParallelism(atLeastOne(parallelism));
    return options;
  }

  //////////////////////////////////////////////////////////////////////////////////////////////

  private static FlinkPipelineOptions flink(String master, String jobName, int parallelism) {
    var options = PipelineOptionsFactory.create().as(FlinkPipelineOptions.class);
    options.setRunner(SessionRunner.class);
    options.setFlinkMaster(master);
    options.setJobName(jobName);
    options.setParallelism(atLeastOne(parallelism));
    // Pipelined exchange would run a stage's elements again for a failure in the next, and waits
    // forever for the slot of a lost task manager.
    options.setExecutionModeForBatch("BATCH");
    return options;
  }

  private static int atLeastOne(int parallelism) {
    if (parallelism < 1) {
      throw new IllegalArgumentException("parallelism must be at least 1, was " + parallelism);
    }
    return parallelism;
  }
}
