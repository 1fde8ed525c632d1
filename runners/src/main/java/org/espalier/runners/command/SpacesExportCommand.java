package org.espalier.runners.command;

import java.util.LinkedHashMap;
import java.util.List;
import org.espalier.models.space.LearnedSpaceFile;
import org.espalier.pipelines.RunDirectory;
import org.espalier.runners.console.CliCommand;
import org.espalier.runners.console.Notice;
import org.espalier.runners.console.Outcome;
import org.espalier.transforms.method.evolution.EvolvedSpace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "export",
    description = {
      "Write the space that a run of method autospace has evolved so far: the fittest cells of each"
          + " group, then the references.",
      "The file has the form of AutoSpace's search_space.config. Prints every cell with its"
          + " fitness, age and parent."
    },
    footerHeading = "%nExample:%n",
    footer = "  espalier spaces export runs/autospace-cifar10 found.config --cells 6")
final class SpacesExportCommand implements CliCommand {
  @Parameters(index = "0", paramLabel = "RUN", description = "A run directory.")
  private String run = "";

  @Parameters(index = "1", paramLabel = "FILE", description = "The file to write.")
  private String file = "";

  @Option(
      names = "--cells",
      defaultValue = "6",
      paramLabel = "N",
      description = "Cells of each group beside the references. Default: ${DEFAULT-VALUE}.")
  private int cells = 6;

  @Option(names = "--no-references", description = "Without the three reference cells.")
  private boolean noReferences;

  private SpacesExportCommand() {}

  @Override
  public Outcome run() {
    var directory = RunDirectory.at(run);
    var latest = directory.folder().latest();
    latest.notice().ifPresent(Notice::print);
    var evolved = EvolvedSpace.of(latest.state());
    var lists = evolved.lists(cells, !noReferences);
    directory.write(file, LearnedSpaceFile.text(lists));
    var json = new LinkedHashMap<String, Object>();
    json.put("file", file);
    json.put("generation", evolved.generation());
    json.put("cells", lists.stream().mapToInt(List::size).sum());
    json.put("members", evolved.rows());
    return Outcome.ok(evolved.text() + "\nspace  " + file + '\n', json);
  }
}
