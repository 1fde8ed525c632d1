package org.espalier.runners.session;

import java.time.Duration;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.runners.flink.FlinkRunner;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.PipelineRunner;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.flink.client.program.ContextEnvironment;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;

/**
 * Beam's Flink runner on a {@link Session}: the cluster and its client outlive the pipeline, where
 * the Flink runner alone makes them anew for each. Nothing is sent to the cluster but the pipeline:
 * its processes have this one's class path.
 */
public final class SessionRunner extends PipelineRunner<PipelineResult> {
  private static final String ENVIRONMENT_OF_CONTEXT = "[auto]";

  private final FlinkPipelineOptions options;

  private SessionRunner(FlinkPipelineOptions options) {
    this.options = options;
  }

  /** Called by Beam: the runner for options whose Flink master names the session. */
  public static SessionRunner fromOptions(PipelineOptions options) {
    return new SessionRunner(options.as(FlinkPipelineOptions.class));
  }

  @Override
  public PipelineResult run(Pipeline pipeline) {
    var master = options.getFlinkMaster();
    var slotWait = Duration.ofSeconds(options.as(SessionOptions.class).getSlotWaitSeconds());
    var session = Sessions.at(master, options.getParallelism(), slotWait);
    ContextEnvironment.setAsContext(
        new SessionExecutor(session),
        attached(),
        SessionRunner.class.getClassLoader(),
        false,
        true);
    options.setFlinkMaster(ENVIRONMENT_OF_CONTEXT);
    try {
      return FlinkRunner.fromOptions(options).run(pipeline);
    } finally {
      options.setFlinkMaster(master);
      ContextEnvironment.unsetAsContext();
    }
  }

  private static Configuration attached() {
    return new Configuration()
        .set(DeploymentOptions.TARGET, SessionExecutor.NAME)
        .set(DeploymentOptions.ATTACHED, true);
  }
}
