package org.espalier.runners.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.espalier.runners.cluster.ClusterException;
import org.junit.jupiter.api.Test;

final class SessionsTest {
  private static final CountDownLatch STARTED = new CountDownLatch(1);

  @Test
  void theSessionIsKeptWhileTheSameIsAskedFor() {
    var first = at(Session.EMBEDDED, 1);
    assertThat(at(Session.EMBEDDED, 1)).isSameAs(first);
    assertThat(at(Session.EMBEDDED, 2)).isNotSameAs(first);
    assertThat(at("127.0.0.1:1", 2)).isInstanceOf(RemoteSession.class);
  }

  @Test
  void aClusterOfAnotherFlinkIsRefused() {
    var session = new RemoteSession("host:1", 1, Duration.ZERO);
    session.requireVersion("1.19.1", "1.19.3");
    assertThatThrownBy(() -> session.requireVersion("1.20.0", "1.19.3"))
        .isInstanceOf(ClusterException.class)
        .hasMessageContainingAll("host:1", "1.20.0", "1.19.x");
    assertThatThrownBy(() -> session.requireVersion("1.190.0", "1.19.3"))
        .isInstanceOf(ClusterException.class);
  }

  @Test
  void aPipelineThatFailsSaysWhyAndTheNextOneRuns() {
    assertThatThrownBy(() -> run("fails", 0))
        .rootCause()
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("by zero");
    assertThat(run("runs", 1)).isEqualTo(PipelineResult.State.DONE);
  }

  @Test
  void aTaskManagerThatEndsFailsItsPipelineAndTheNextOneRuns() throws Exception {
    var pipeline = Pipeline.create(FlinkOptions.embedded("bereft", 1));
    pipeline.apply("Number", Create.of(1)).apply("Wait", ParDo.of(new WaitFn()));
    var bereft = CompletableFuture.supplyAsync(() -> pipeline.run().waitUntilFinish());
    STARTED.await();
    var session = (EmbeddedSession) at(Session.EMBEDDED, 1);
    var first = session.flink();
    first.terminateTaskManager(0).get();
    assertThatThrownBy(bereft::get).hasStackTraceContaining("TaskManager");

    assertThat(first.isUsable()).isFalse();
    assertThat(run("again", 1)).isEqualTo(PipelineResult.State.DONE);
    assertThat(session.flink()).isNotSameAs(first);
  }

  private static Session at(String master, int parallelism) {
    return Sessions.at(master, parallelism, Duration.ZERO);
  }

  private static PipelineResult.State run(String job, int divisor) {
    var pipeline = Pipeline.create(FlinkOptions.embedded(job, 1));
    // No PAssert: its pipeline unites streams, and Flink now and then never ends a task that reads
    // united streams when it is cancelled.
    pipeline
        .apply("Numbers", Create.of(6))
        .apply("Divide", MapElements.into(TypeDescriptors.integers()).via(six -> six / divisor));
    return pipeline.run().waitUntilFinish();
  }

  /** Waits until it is interrupted. */
  private static final class WaitFn extends DoFn<Integer, Void> {
    @ProcessElement
    public void sleep() throws InterruptedException {
      STARTED.countDown();
      new CountDownLatch(1).await();
    }
  }
}
