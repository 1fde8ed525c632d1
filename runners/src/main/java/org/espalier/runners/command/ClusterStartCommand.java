package org.espalier.runners.command;

import java.io.IOException;
import org.espalier.runners.cluster.ClusterPlan;
import org.espalier.runners.console.CliCommand;
import org.espalier.runners.console.Outcome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "start",
    description = {
      "Start a cluster and wait until its task managers are registered.",
      "Everything listens on loopback only. A process that dies is started again, one that freezes is killed."
    },
    footerHeading = "%nExample:%n",
    footer = "  espalier cluster start --task-managers 2 --port 8081")
final class ClusterStartCommand implements CliCommand {
  @Mixin private final ClusterCommand.Place place = new ClusterCommand.Place();

  @Option(
      names = {"-n", "--task-managers"},
      paramLabel = "N",
      description = "Task managers, one device each. Default: ${DEFAULT-VALUE}.")
  private int taskManagers = 2;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description =
          "Port of the job manager's REST interface and web UI; 0 picks a free one."
              + " Default: ${DEFAULT-VALUE}.")
  private int port = 8081;

  @Option(
      names = "--cores",
      paramLabel = "N",
      description =
          "Processors a task manager may use; 0 shares the machine's among them. Default: ${DEFAULT-VALUE}.")
  private int cores;

  @Option(
      names = "--task-heap",
      paramLabel = "MB",
      description =
          "Java heap of a task manager; tensors live outside it. Default: ${DEFAULT-VALUE}.")
  private int taskHeap = 1024;

  private ClusterStartCommand() {}

  @Override
  public Outcome run() throws IOException, InterruptedException {
    var started = System.nanoTime();
    var status = place.cluster().start(new ClusterPlan(taskManagers, port, cores, taskHeap));
    var seconds = (System.nanoTime() - started) / 1e9;
    var text =
        """
        cluster of %d task managers at %s, up in %.1f s (web UI: http://%2$s, logs: %s)
        use it:  espalier search CONFIG --flinkMaster %2$s
        """
            .formatted(taskManagers, status.flinkMaster(), seconds, place.dir().resolve("logs"));
    var json = ClusterStatusCommand.json(status, place.dir());
    json.put("seconds", seconds);
    return Outcome.ok(text, json);
  }
}
