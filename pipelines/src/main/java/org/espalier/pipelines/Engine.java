package org.espalier.pipelines;

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
}
