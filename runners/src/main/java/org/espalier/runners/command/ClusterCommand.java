package org.espalier.runners.command;

import java.nio.file.Path;
import org.espalier.runners.cluster.LocalCluster;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The commands about a Flink cluster on this machine. */
@Command(
    name = "cluster",
    synopsisSubcommandLabel = "COMMAND",
    description =
        "Start, show or stop a Flink cluster on this machine, of one job manager and N task managers;"
            + " prepare one of your own.",
    subcommands = {
      ClusterStartCommand.class,
      ClusterStatusCommand.class,
      ClusterStopCommand.class,
      ClusterLibsCommand.class
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  espalier cluster start --task-managers 2",
      "  espalier search configs/quickstart.yaml --flinkMaster 127.0.0.1:8081",
      "  espalier cluster stop",
      "  espalier cluster libs flink-1.19.3/lib"
    })
final class ClusterCommand {
  private ClusterCommand() {}

  /** The options that all commands about the cluster share. */
  static final class Place {
    @Option(
        names = "--dir",
        paramLabel = "DIR",
        description =
            "The cluster's folder, by which it is known. Default: espalier/cluster in the user's cache folder.")
    private Path dir = LocalCluster.standardFolder();

    Place() {}

    Path dir() {
      return dir.toAbsolutePath().normalize();
    }

    LocalCluster cluster() {
      return new LocalCluster(dir);
    }
  }
}
