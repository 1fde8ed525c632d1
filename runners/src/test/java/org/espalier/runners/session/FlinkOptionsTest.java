package org.espalier.runners.session;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.Count;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.KV;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class FlinkOptionsTest {
  private static Stream<PipelineOptions> inThisProcess() {
    return Stream.of(FlinkOptions.direct("direct", 2), FlinkOptions.embedded("embedded", 2));
  }

  @ParameterizedTest
  @MethodSource("inThisProcess")
  void aPipelineWithAShuffleRuns(PipelineOptions options) {
    var pipeline = Pipeline.create(options);
    var counted =
        pipeline.apply("Letters", Create.of("a", "b", "a")).apply("Count", Count.perElement());
    PAssert.that(counted).containsInAnyOrder(List.of(KV.of("a", 2L), KV.of("b", 1L)));
    pipeline.run().waitUntilFinish();
  }

  @Test
  void noParallelismIsRefused() {
    assertThatThrownBy(() -> FlinkOptions.embedded("none", 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("parallelism must be at least 1, was 0");
  }
}
