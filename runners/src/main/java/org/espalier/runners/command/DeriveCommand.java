package org.espalier.runners.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import org.espalier.pipelines.Derive;
import org.espalier.pipelines.RunDirectory;
import org.espalier.runners.console.CliCommand;
import org.espalier.runners.console.Notice;
import org.espalier.runners.console.Outcome;
import org.espalier.runners.report.CellSvg;
import org.espalier.runners.report.Percent;
import org.espalier.runners.report.TextTable;
import org.espalier.transforms.files.ChecksumList;
import org.espalier.transforms.storage.RunFiles;
import org.espalier.transforms.storage.SearchRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "derive",
    description = {
      "Write what a run has found: genotype.txt, genotype.dot, genotype.svg and model/, a TensorFlow"
          + " SavedModel; SHA256SUMS has their digests.",
      "If the run has shared weights for all channels, the network gets those weights;"
          + " otherwise it is the full network of the space, untrained."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  espalier derive runs/quickstart",
      "  espalier derive runs/quickstart --output found"
    })
final class DeriveCommand implements CliCommand {

  @Parameters(paramLabel = "RUN", description = "A run directory.")
  private String run = "";

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "Local folder to write into. Default: RUN/derived.")
  private String output = "";

  private DeriveCommand() {}

  @Override
  public Outcome run() throws IOException {
    var directory = RunDirectory.at(run);
    var folder = directory.folder();
    var experiment = directory.config().experiment();
    var latest = folder.latest();
    latest.notice().ifPresent(Notice::print);
    var state = latest.state();
    var into = into(folder);
    var files = new Derive(new SearchRun(experiment, folder)).into(into, state);
    var svg = into.resolve("genotype.svg");
    directory.write(svg.toString(), CellSvg.of(Files.readString(files.drawing())));
    new ChecksumList(into).write(List.of(files.genotype(), files.drawing(), svg, files.model()));
    var genotype = Files.readString(files.genotype()).strip();
    var json = new LinkedHashMap<String, Object>();
    json.put("run", experiment.run());
    json.put("run_directory", folder.root());
    json.put("genotype", genotype);
    json.put("scored", state.getBest() != null);
    json.put("genotype_file", files.genotype().toString());
    json.put("drawing", files.drawing().toString());
    json.put("svg", svg.toString());
    json.put("model", files.model().toString());
    var text =
        """
        %s%s
        genotype  %s
        drawing   %s
                  %s
        model     %s
        """
            .formatted(
                TextTable.wrapped(genotype),
                state.getBest() == null
                    ? "derived so far, not scored: " + state.getFinished()
                    : "validation accuracy " + Percent.of(state.getBest().getScore()),
                files.genotype(),
                files.drawing(),
                svg,
                files.model());
    return Outcome.ok(text, json);
  }

  private Path into(RunFiles folder) {
    var root = folder.root();
    if (output.isEmpty() && root.contains("://")) {
      throw new IllegalArgumentException(
          "--output is missing: it must be a local folder, since the run lies at " + root);
    }
    return output.isEmpty() ? Path.of(folder.derived()) : LocalOutput.of(output);
  }
}
