package org.espalier.dataprep;

import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.options.PipelineOptions;

/** Where pipelines run: a runner with its options, made anew for each pipeline. */
@FunctionalInterface
public interface Jobs {

  /**
   * Options of one pipeline.
   *
   * @param job what the pipeline does: part of the job's name
   */
  PipelineOptions options(String job);

  /**
   * Runs a pipeline to its end.
   *
   * @throws IllegalStateException if it ends in any other way than done
   */
  static void run(Pipeline pipeline, String what) {
    var end = pipeline.run().waitUntilFinish();
    if (end != null && end.isTerminal() && end != PipelineResult.State.DONE) {
      throw new IllegalStateException("the pipeline that was to " + what + " ended " + end);
    }
  }
}
