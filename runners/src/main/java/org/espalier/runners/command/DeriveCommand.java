package org.espalier.runners.command;

import org.espalier.transforms.storage.SearchRun;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import org.espalier.pipelines.Derive;
import org.espalier.pipelines.RunDirectory;
import org.espalier.runners.CliCommand;
import org.espalier.runners.Outcome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "derive",
    description = {
      "Write what a run has found: genotype.txt, genotype.dot and model/, a TensorFlow SavedModel.",
      "A run with shared weights gives the network those weights, as far as they see all of its"
          + " channels; any other run gives the full network of its space, untrained."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  espalier derive runs/quickstart",
      "  dot -Tsvg runs/quickstart/derived/genotype.dot > cell.svg"
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
  public Outcome run() {
    var directory = RunDirectory.at(run);
    var folder = directory.folder();
    var experiment = directory.config().experiment();
    var state = folder.read(folder.committed().orElseThrow());
    var into = Path.of(output.isEmpty() ? folder.root() + "/derived" : output);
    var files = new Derive(new SearchRun(experiment, folder)).into(into, state);
    var json = new LinkedHashMap<String, Object>();
    json.put("run", folder.root());
    json.put("genotype", state.getBest().getGenotype().getText());
    json.put("genotype_file", files.genotype().toString());
    json.put("drawing", files.drawing().toString());
    json.put("model", files.model().toString());
    var text =
        """
        genotype  %s
                  %s
        drawing   %s
        model     %s
        """
            .formatted(
                state.getBest().getGenotype().getText(),
                files.genotype(),
                files.drawing(),
                files.model());
    return Outcome.ok(text, json);
  }
}
