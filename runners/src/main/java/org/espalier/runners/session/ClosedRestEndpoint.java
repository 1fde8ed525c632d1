package org.espalier.runners.session;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.blob.TransientBlobService;
import org.apache.flink.runtime.dispatcher.DispatcherGateway;
import org.apache.flink.runtime.leaderelection.LeaderElection;
import org.apache.flink.runtime.resourcemanager.ResourceManagerGateway;
import org.apache.flink.runtime.rest.RestEndpointFactory;
import org.apache.flink.runtime.rest.handler.RestHandlerConfiguration;
import org.apache.flink.runtime.rest.handler.RestHandlerSpecification;
import org.apache.flink.runtime.rest.handler.legacy.metrics.MetricFetcher;
import org.apache.flink.runtime.rpc.FatalErrorHandler;
import org.apache.flink.runtime.webmonitor.RestfulGateway;
import org.apache.flink.runtime.webmonitor.WebMonitorEndpoint;
import org.apache.flink.runtime.webmonitor.retriever.LeaderGatewayRetriever;
import org.apache.flink.shaded.netty4.io.netty.channel.ChannelInboundHandler;

/**
 * Flink's REST server, closed by its own start: Flink insists on one, nothing inside this process
 * needs it, and who reaches it could run code.
 */
@SuppressWarnings("try") // close() is AutoCloseable's, of Flink's interface
final class ClosedRestEndpoint extends WebMonitorEndpoint<RestfulGateway> {

  private ClosedRestEndpoint(
      Configuration configuration,
      RestHandlerConfiguration handlers,
      LeaderGatewayRetriever<DispatcherGateway> dispatcher,
      LeaderGatewayRetriever<ResourceManagerGateway> resourceManager,
      TransientBlobService blobs,
      ScheduledExecutorService executor,
      MetricFetcher metrics,
      LeaderElection election,
      FatalErrorHandler fatal)
      throws Exception {
    super(
        dispatcher,
        configuration,
        handlers,
        resourceManager,
        blobs,
        executor,
        metrics,
        election,
        RestEndpointFactory.createExecutionGraphCache(handlers),
        fatal);
  }

  /** A {@link RestEndpointFactory}. */
  static WebMonitorEndpoint<RestfulGateway> create(
      Configuration configuration,
      LeaderGatewayRetriever<DispatcherGateway> dispatcher,
      LeaderGatewayRetriever<ResourceManagerGateway> resourceManager,
      TransientBlobService blobs,
      ScheduledExecutorService executor,
      MetricFetcher metrics,
      LeaderElection election,
      FatalErrorHandler fatal)
      throws Exception {
    return new ClosedRestEndpoint(
        configuration,
        RestHandlerConfiguration.fromConfiguration(configuration),
        dispatcher,
        resourceManager,
        blobs,
        executor,
        metrics,
        election,
        fatal);
  }

  /** Nothing to serve in the moment between bind and close. */
  @Override
  protected List<Tuple2<RestHandlerSpecification, ChannelInboundHandler>> initializeHandlers(
      CompletableFuture<String> address) {
    return new ArrayList<>();
  }

  /** The last thing that the start does. */
  @Override
  public void startInternal() throws Exception {
    closeAsync().get();
  }
}
