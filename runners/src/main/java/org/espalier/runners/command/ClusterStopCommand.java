package org.espalier.runners.command;

import java.io.IOException;
import java.util.Map;
import org.espalier.runners.console.CliCommand;
import org.espalier.runners.console.Outcome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "stop",
    description = "End every process of a cluster, and of no other; its logs stay.",
    footerHeading = "%nExample:%n",
    footer = "  espalier cluster stop")
final class ClusterStopCommand implements CliCommand {
  @Mixin private final ClusterCommand.Place place = new ClusterCommand.Place();

  private ClusterStopCommand() {}

  @Override
  public Outcome run() throws IOException, InterruptedException {
    var ended = place.cluster().stop();
    var text =
        ended == 0
            ? "no cluster runs in " + place.dir()
            : "cluster stopped, %d processes ended".formatted(ended);
    return Outcome.ok(text, Map.of("stopped_processes", ended, "dir", place.dir().toString()));
  }
}
