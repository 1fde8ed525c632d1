package org.espalier.models.program;

import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GraphOptions;
import org.tensorflow.proto.RewriterConfig;

/**
 * How a program is run.
 *
 * <p>With one intra-op thread, the default, the same inputs give the same results to the bit on
 * every machine with the same kind of processor, however many cores it has: cores are used by
 * operations that run side by side. More intra-op threads can be faster with many cores; their
 * number, not the machine's load, then decides the last bits.
 *
 * @param intraOpThreads threads that share one operation, at least 1, or 0 for one a core.
 *     TensorFlow has one such pool a process: the first load or export decides, see {@link
 *     TensorFlowEngine#start}
 * @param interOpThreads operations run side by side, at least 1, or 0 for the process-wide pool of
 *     one a core, or -1 for one after the other in the thread that calls, which is fastest for
 *     small programs
 * @param bfloat16 whether convolutions and matrix products may be rounded to bfloat16, which
 *     changes results
 */
public record LoadOptions(int intraOpThreads, int interOpThreads, boolean bfloat16) {
  private static final int CALLER = -1;

  /** Checks the ranges. */
  public LoadOptions {
    if (intraOpThreads < 0 || interOpThreads < CALLER) {
      throw new IllegalArgumentException(
          "threads must be at least 0 (inter-op: or -1), were intra-op %d, inter-op %d"
              .formatted(intraOpThreads, interOpThreads));
    }
  }

  /** One thread an operation, one operation a core, float32. */
  public static LoadOptions defaults() {
    return new LoadOptions(1, 0, false);
  }

  /** The same with this many intra-op threads. */
  public LoadOptions withIntraOpThreads(int threads) {
    return new LoadOptions(threads, interOpThreads, bfloat16);
  }

  /** The same with this many inter-op threads. */
  public LoadOptions withInterOpThreads(int threads) {
    return new LoadOptions(intraOpThreads, threads, bfloat16);
  }

  /** The same with bfloat16 allowed or not. */
  public LoadOptions withBfloat16(boolean allowed) {
    return new LoadOptions(intraOpThreads, interOpThreads, allowed);
  }

  ConfigProto config() {
    var config = ConfigProto.newBuilder().setAllowSoftPlacement(true);
    config.setIntraOpParallelismThreads(intraOpThreads);
    if (interOpThreads == CALLER) {
      config.setInterOpParallelismThreads(CALLER);
    } else {
      // A pool of the session's own: the process-wide one would keep the size it was made with.
      int cores = Runtime.getRuntime().availableProcessors();
      config
          .setInterOpParallelismThreads(interOpThreads > 0 ? interOpThreads : cores)
          .setUsePerSessionThreads(true);
    }
    var gpus = config.getGpuOptionsBuilder().setAllowGrowth(true);
    VisibleDevices.ofProcess().ifPresent(gpus::setVisibleDeviceList);
    // Arithmetic optimization would make one unordered sum of what OrderedSums has put in order.
    var rewrites = RewriterConfig.newBuilder().setArithmeticOptimization(RewriterConfig.Toggle.OFF);
    if (bfloat16) {
      rewrites.setAutoMixedPrecisionOnednnBfloat16(RewriterConfig.Toggle.ON);
    }
    config.setGraphOptions(GraphOptions.newBuilder().setRewriteOptions(rewrites));
    return config.build();
  }
}
