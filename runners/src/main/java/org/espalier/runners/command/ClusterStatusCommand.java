package org.espalier.runners.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.espalier.runners.cluster.ClusterStatus;
import org.espalier.runners.console.CliCommand;
import org.espalier.runners.console.ExitCode;
import org.espalier.runners.console.Outcome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "status",
    description =
        "Show whether the cluster is running, where, and its processes. Exit code 6 if"
            + " it is not running or its supervisor has ended.",
    footerHeading = "%nExample:%n",
    footer = "  espalier cluster status --json")
final class ClusterStatusCommand implements CliCommand {
  @Mixin private final ClusterCommand.Place place = new ClusterCommand.Place();

  private ClusterStatusCommand() {}

  @Override
  public Outcome run() throws IOException, InterruptedException {
    var found = place.cluster().status();
    if (found.isEmpty()) {
      return new Outcome(
          ExitCode.CLUSTER,
          "no cluster runs in " + place.dir(),
          Map.of("running", false, "dir", place.dir().toString()));
    }
    var json = json(found.get(), place.dir());
    if (!found.get().isSupervised()) {
      return new Outcome(
          ExitCode.CLUSTER,
          "the supervisor in "
              + place.dir()
              + " has ended, nobody starts processes again: `espalier cluster start` replaces the"
              + " cluster\n"
              + text(found.get()),
          json);
    }
    return Outcome.ok(text(found.get()), json);
  }

  private static String text(ClusterStatus status) {
    var overview = status.overview();
    var text = new StringBuilder();
    text.append(
        "Flink %s at %s: %d of %d task managers, %d of %d slots free, %d jobs running%n"
            .formatted(
                overview.flinkVersion(),
                status.flinkMaster(),
                overview.taskManagers(),
                status.plannedTaskManagers(),
                overview.freeSlots(),
                overview.slots(),
                overview.runningJobs()));
    status.processes().forEach((name, pid) -> text.append("  %-16s %d%n".formatted(name, pid)));
    return text.toString();
  }

  static Map<String, Object> json(ClusterStatus status, Path dir) {
    var json = new LinkedHashMap<String, Object>();
    json.put("running", true);
    json.put("supervised", status.isSupervised());
    json.put("flink_master", status.flinkMaster());
    json.put("planned_task_managers", status.plannedTaskManagers());
    json.put("task_managers", status.overview().taskManagers());
    json.put("slots", status.overview().slots());
    json.put("free_slots", status.overview().freeSlots());
    json.put("running_jobs", status.overview().runningJobs());
    json.put("processes", status.processes());
    json.put("dir", dir.toString());
    return json;
  }
}
