package org.espalier.runners.session;

import org.apache.flink.client.program.ClusterClient;

/** A Flink cluster that one pipeline after the other is submitted to. */
interface Session {
  /** The word for Flink inside this process. */
  String EMBEDDED = "[local]";

  /** Whether pipelines of this master and parallelism can be submitted to it. */
  boolean serves(String master, int parallelism);

  /** Submits jobs; closing it is a no-op. */
  ClusterClient<?> client() throws Exception;

  /** Ends what belongs to this process. */
  void end();
}
