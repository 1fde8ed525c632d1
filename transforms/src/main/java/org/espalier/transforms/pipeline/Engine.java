package org.espalier.transforms.pipeline;

import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.options.PipelineOptions;

/** Where pipelines run: a runner with its options, made anew for each pipeline. */
@FunctionalInterface
public interface Engine {

  /**
   * Options of one pipeline.
   *
   * @param job what the pipeline does, unique within its run: part of the job's name
   */
  PipelineOptions options(String job);

  /** An empty pipeline for a job. */
  default Pipeline pipeline(String job) {
    return Pipeline.create(options(job));
  }

  /**
   * Runs a pipeline to its end.
   *
   * @param task what it does, for messages
   * @throws IllegalStateException if it ends in any other way than done
   */
  static void run(Pipeline pipeline, String task) {
    var end = pipeline.run().waitUntilFinish();
    if (end != null && end.isTerminal() && end != PipelineResult.State.DONE) {
      throw new IllegalStateException("the pipeline of " + task + " ended " + end);
    }
  }
}
