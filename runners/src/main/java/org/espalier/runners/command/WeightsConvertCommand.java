package org.espalier.runners.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import org.espalier.models.catalog.GivenArchitecture;
import org.espalier.models.program.ProgramStore;
import org.espalier.models.weights.WeightsExport;
import org.espalier.models.weights.WeightsFiles;
import org.espalier.runners.console.CliCommand;
import org.espalier.runners.console.Outcome;
import org.espalier.transforms.files.ConflictException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code espalier weights convert}. */
@Command(
    name = "convert",
    description = {
      "Convert the weights of a network: to safetensors under the names of its authors' code, which"
          + " their PyTorch network loads, or to a TensorFlow SavedModel.",
      "Every tensor is compared with the network first; all differences are listed, at most 20."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  espalier weights convert cnas.pth --architecture CNAS \\",
      "    --output cnas.safetensors",
      "  espalier weights convert dsm-nas-plus.pt --architecture dsm_nas_plus \\",
      "    --output model"
    })
final class WeightsConvertCommand implements CliCommand {

  private static final String SAFETENSORS = ".safetensors";

  @Parameters(paramLabel = "FILE", description = "A torch checkpoint or safetensors.")
  private Path file = Path.of("");

  @Option(
      names = "--architecture",
      required = true,
      paramLabel = "NAME|TEXT|FILE",
      description =
          "The architecture: a published name (`espalier architectures`), a text, or a file of"
              + " one.")
  private String architecture = "";

  @Option(
      names = "--network",
      paramLabel = "NAME",
      description =
          "Form of the network: imagenet-c48-l14, cifar-c36-l20, mobilenetv3-w1.2-224."
              + " Default: by the shapes of the tensors.")
  private String network = "";

  @Option(
      names = "--output",
      converter = LocalOutput.class,
      required = true,
      paramLabel = "PATH",
      description = "A file that ends in .safetensors, or a folder for the SavedModel: a new one.")
  private Path output = Path.of("");

  private WeightsConvertCommand() {}

  @Override
  public Outcome run() {
    if (Files.exists(output)) {
      throw new ConflictException(output + " already exists; give another --output");
    }
    var json = new LinkedHashMap<String, Object>();
    GivenArchitecture.of(architecture);
    try (var open = WeightsFiles.open(file)) {
      var weights = ImportedWeights.read(architecture, network, open);
      boolean tensors = output.toString().endsWith(SAFETENSORS);
      if (tensors) {
        WeightsExport.write(weights, open, output);
      } else {
        ProgramStore.exportTo(weights.inference(), output);
      }
      var form = weights.form();
      json.put("file", file.toString());
      json.put("architecture", weights.architecture().name());
      json.put("network", form.name());
      json.put("classes", form.input().classes());
      json.put("values", weights.state().length);
      json.put("format", tensors ? "safetensors" : "saved_model");
      json.put("names", tensors ? weights.names().code() : "");
      json.put("output", output.toString());
      return Outcome.ok(
          "%s: %s, the weights of %s (%s, %d classes)%s"
              .formatted(
                  output,
                  tensors ? "safetensors" : "a SavedModel",
                  weights.architecture().name(),
                  form.name(),
                  form.input().classes(),
                  tensors ? " under the names of " + weights.names().code() : ""),
          json);
    }
  }
}
