package org.espalier.models.program;

import ai.djl.engine.Engine;
import ai.djl.engine.StandardCapabilities;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * DJL's TensorFlow engine, started once a process on our own native libraries and without the
 * network.
 */
public final class TensorFlowEngine {
  static final String NAME = "TensorFlow";

  private static final Logger LOG = LoggerFactory.getLogger(TensorFlowEngine.class);
  private static int startedThreads = -1;

  private TensorFlowEngine() {}

  /**
   * Starts the engine unless it runs. The first start fixes the size of the intra-op pool; a later
   * one that asks for another size is logged and changes nothing.
   *
   * @throws IllegalStateException if there are no native libraries for this platform; says what was
   *     found
   * @throws IllegalArgumentException if this process has a device of its own that it does not find
   *     alone; says what to set
   */
  public static synchronized void start(LoadOptions options) {
    if (startedThreads >= 0) {
      if (options.intraOpThreads() > 0 && options.intraOpThreads() != startedThreads) {
        LOG.warn(
            "intra-op threads stay at {} (0: one a core), {} were asked for later",
            startedThreads,
            options.intraOpThreads());
      }
      return;
    }
    System.setProperty(
        "TENSORFLOW_LIBRARY_PATH", NativeLibraries.ofClassPath().unpack().toString());
    // Otherwise JavaCPP would unpack the same libraries a second time, into a cache of its own.
    System.setProperty("org.bytedeco.javacpp.pathsFirst", "true");
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("OPT_OUT_TRACKING", "true");
    if (options.intraOpThreads() > 0) {
      System.setProperty(
          "ai.djl.tensorflow.num_intraop_threads", Integer.toString(options.intraOpThreads()));
    }
    VisibleDevices.check();
    var engine = Engine.getEngine(NAME);
    VisibleDevices.checkFound(engine.hasCapability(StandardCapabilities.CUDA));
    startedThreads = options.intraOpThreads();
  }

  /** Version of the native TensorFlow library, for example 2.16.2. */
  public static String version() {
    start(LoadOptions.defaults());
    return Engine.getEngine(NAME).getVersion();
  }
}
