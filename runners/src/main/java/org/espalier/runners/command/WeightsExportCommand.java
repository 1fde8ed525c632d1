package org.espalier.runners.command;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import org.espalier.pipelines.RunDirectory;
import org.espalier.pipelines.RunWeights;
import org.espalier.runners.console.CliCommand;
import org.espalier.runners.console.Outcome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code espalier weights export}. */
@Command(
    name = "export",
    description = {
      "Write the final weights of a run as safetensors.",
      "For a search, these are its shared weights; another search can start from them"
          + " with evaluator.initialWeights.",
      "For a training from scratch, these are the network's weights, with the tensor"
          + " names of its authors' code where known and Espalier's otherwise."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  espalier weights export runs/supernet --output supernet.safetensors",
      "  espalier weights export runs/retrain-tiny --best \\",
      "    --output best.safetensors"
    })
final class WeightsExportCommand implements CliCommand {

  @Parameters(paramLabel = "RUN", description = "The directory of a search or of a retrain.")
  private String run = "";

  @Option(
      names = "--best",
      description = "The weights of the epoch with the best validation accuracy, not of the last.")
  private boolean best;

  @Option(
      names = "--output",
      converter = LocalOutput.class,
      required = true,
      paramLabel = "FILE",
      description = "The file to write: a new one.")
  private Path output = Path.of("");

  private WeightsExportCommand() {}

  @Override
  public Outcome run() {
    var written = new RunWeights(RunDirectory.at(run)).write(best, output);
    var json = new LinkedHashMap<String, Object>();
    json.put("run_directory", run);
    json.put("tensors", written.tensors());
    json.put("names", written.names());
    json.put("output", output.toString());
    return Outcome.ok(
        "%s: %d tensors under the names of %s"
            .formatted(output, written.tensors(), written.names()),
        json);
  }
}
