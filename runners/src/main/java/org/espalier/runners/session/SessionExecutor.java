package org.espalier.runners.session;

import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.flink.api.dag.Pipeline;
import org.apache.flink.client.deployment.ClusterClientJobClientAdapter;
import org.apache.flink.client.deployment.executors.PipelineExecutorUtils;
import org.apache.flink.client.program.ClusterClient;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.PipelineExecutor;
import org.apache.flink.core.execution.PipelineExecutorFactory;
import org.apache.flink.core.execution.PipelineExecutorServiceLoader;

/** Submits jobs to a session; to Flink, at once the executor, its factory and their loader. */
final class SessionExecutor
    implements PipelineExecutorServiceLoader, PipelineExecutorFactory, PipelineExecutor {
  static final String NAME = "espalier-session";

  private final Session session;

  SessionExecutor(Session session) {
    this.session = session;
  }

  @Override
  public CompletableFuture<JobClient> execute(
      Pipeline pipeline, Configuration configuration, ClassLoader loader) throws Exception {
    var job = PipelineExecutorUtils.getJobGraph(pipeline, configuration, loader);
    return submit(session.client(), job, loader);
  }

  private static <T> CompletableFuture<JobClient> submit(
      ClusterClient<T> client, org.apache.flink.runtime.jobgraph.JobGraph job, ClassLoader loader) {
    return client
        .submitJob(job)
        .thenApply(id -> new ClusterClientJobClientAdapter<>(() -> client, id, loader));
  }

  @Override
  public PipelineExecutor getExecutor(Configuration configuration) {
    return this;
  }

  @Override
  public PipelineExecutorFactory getExecutorFactory(Configuration configuration) {
    return this;
  }

  @Override
  public boolean isCompatibleWith(Configuration configuration) {
    return true;
  }

  @Override
  public String getName() {
    return NAME;
  }

  @Override
  public Stream<String> getExecutorNames() {
    return Stream.of(NAME);
  }
}
