package org.espalier.runners.command;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import org.espalier.models.space.LearnedSpaceFile;
import org.espalier.pipelines.RunDirectory;
import org.espalier.runners.console.CliCommand;
import org.espalier.runners.console.Notice;
import org.espalier.runners.console.Outcome;
import org.espalier.transforms.files.AtomicFile;
import org.espalier.transforms.method.evolution.EvolvedSpace;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "export",
    description = {
      "Write the space that a run of method autospace has evolved so far: the fittest cells of each"
          + " group, then the references.",
      "The file has the form of AutoSpace's search_space.config. Prints every cell with its"
          + " fitness, the generation it was born in, how often it was trained, and its parent."
    },
    footerHeading = "%nExample:%n",
    footer = "  espalier spaces export runs/autospace-cifar10 found.config --cells 6")
final class SpacesExportCommand implements CliCommand {
  private static final int USUAL_CELLS = 6;

  @Parameters(index = "0", paramLabel = "RUN", description = "A run directory.")
  private String run = "";

  @Parameters(
      index = "1",
      converter = LocalOutput.class,
      paramLabel = "FILE",
      description = "The file to write.")
  private Path file = Path.of("");

  @Option(
      names = "--cells",
      paramLabel = "N",
      description =
          "Cells of each group beside the references. Default: 6, or as many as every group has"
              + " trained.")
  private @Nullable Integer cells;

  @Option(names = "--no-references", description = "Without the three reference cells.")
  private boolean noReferences;

  private SpacesExportCommand() {}

  @Override
  public Outcome run() throws IOException {
    var directory = RunDirectory.at(run);
    var latest = directory.folder().latest();
    latest.notice().ifPresent(Notice::print);
    var evolved = EvolvedSpace.of(latest.state());
    var wanted = cells == null ? Math.min(USUAL_CELLS, evolved.mostCells()) : cells;
    var lists = evolved.lists(wanted, !noReferences);
    // Not sealed: other programs read it as JSON.
    var bytes = ByteBuffer.wrap(LearnedSpaceFile.text(lists).getBytes(StandardCharsets.UTF_8));
    AtomicFile.write(file.toAbsolutePath().toString(), channel -> channel.write(bytes));
    var json = new LinkedHashMap<String, Object>();
    json.put("file", file.toString());
    json.put("generation", evolved.generation());
    json.put("cells", lists.stream().mapToInt(List::size).sum());
    json.put("members", evolved.rows());
    return Outcome.ok(evolved.text() + "\nspace  " + file + '\n', json);
  }
}
