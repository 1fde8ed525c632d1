package org.espalier.runners.session;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** What a pipeline says of its session beside Flink's own options. */
public interface SessionOptions extends PipelineOptions {

  /** Seconds. */
  @Description("How long a cluster may be without any slot before its pipeline is given up.")
  @Default.Long(60)
  long getSlotWaitSeconds();

  /** Sets the seconds, at least 0. */
  void setSlotWaitSeconds(long seconds);
}
