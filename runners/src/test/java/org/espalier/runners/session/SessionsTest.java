package org.espalier.runners.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.espalier.runners.FlinkOptions;
import org.junit.jupiter.api.Test;

final class SessionsTest {
  @Test
  void theSessionIsKeptWhileTheSameIsAskedFor() {
    var first = Sessions.at(Session.EMBEDDED, 1);
    assertThat(Sessions.at(Session.EMBEDDED, 1)).isSameAs(first);
    assertThat(Sessions.at(Session.EMBEDDED, 2)).isNotSameAs(first);
    assertThat(Sessions.at("127.0.0.1:1", 2)).isInstanceOf(RemoteSession.class);
  }

  @Test
  void aPipelineThatFailsSaysWhyAndTheNextOneRuns() {
    assertThatThrownBy(() -> run("fails", 0))
        .rootCause()
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("by zero");
    assertThat(run("runs", 1)).isEqualTo(PipelineResult.State.DONE);
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
}
