package org.espalier.runners.session;

import org.apache.flink.runtime.jobgraph.JobVertex;

/**
 * The one stage of the {@link LibraryProbe}'s job. A job manager without our libraries cannot read
 * it; one with others refuses it here.
 */
final class ProbeVertex extends JobVertex {
  private static final long serialVersionUID = 1;

  private static final String DIGEST = "espalier.digest";

  ProbeVertex(String digest, int subtasks) {
    super("probe");
    getConfiguration().setString(DIGEST, digest);
    setInvokableClass(ProbeTask.class);
    setParallelism(subtasks);
  }

  @Override
  public void initializeOnMaster(InitializeOnMasterContext context) {
    require(getConfiguration(), "its job manager");
  }

  static void require(org.apache.flink.configuration.Configuration configuration, String who) {
    var wanted = configuration.getString(DIGEST, "");
    var own = LibraryDigest.ofProcess();
    if (!own.equals(wanted)) {
      throw new OtherLibrariesException(
          "%s has Espalier %s, this is %s".formatted(who, own, wanted));
    }
  }

  /** A process of the cluster runs another Espalier than the driver. */
  static final class OtherLibrariesException extends RuntimeException {
    private static final long serialVersionUID = 1;

    OtherLibrariesException(String message) {
      super(message);
    }
  }
}
