package org.espalier.runners.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import org.espalier.runners.cluster.ClusterLibraries;
import org.espalier.runners.cluster.FlinkSettings;
import org.espalier.runners.console.CliCommand;
import org.espalier.runners.console.Outcome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "libs",
    description = {
      "Copy Espalier's libraries into the lib folder of a Flink 1.19 distribution and"
          + " print the settings they need. Do this for the job manager and for every task"
          + " manager.",
      "Libraries that the distribution already has are left out. Run the command again"
          + " to update the folder."
    },
    footerHeading = "%nExample:%n",
    footer = "  espalier cluster libs flink-1.19.3/lib")
final class ClusterLibsCommand implements CliCommand {
  @Parameters(paramLabel = "FOLDER", description = "Flink's lib folder, or a new one.")
  private Path folder = Path.of("");

  private ClusterLibsCommand() {}

  @Override
  public Outcome run() throws IOException {
    var libraries = ClusterLibraries.ofThisProcess();
    var copied = libraries.copyTo(folder);
    var text =
        """
        %d jars, %,d MB, in %s
        settings for Flink's configuration (conf/config.yaml), of a machine with 4 GB for each task manager:

        %s
        then start the cluster again, and: espalier search CONFIG --flinkMaster HOST:PORT
        """
            .formatted(copied.size(), copied.bytes() >> 20, folder, FlinkSettings.yaml().indent(2));
    var json = new LinkedHashMap<String, Object>();
    json.put("folder", folder.toString());
    json.put("jars", copied.names());
    json.put("bytes", copied.bytes());
    json.put("settings", FlinkSettings.all());
    return Outcome.ok(text, json);
  }
}
