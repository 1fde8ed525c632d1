package org.espalier.runners.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.espalier.models.pickle.Pickle;
import org.espalier.models.weights.TensorEntry;
import org.espalier.models.weights.WeightsFile;
import org.espalier.models.weights.WeightsFiles;
import org.espalier.runners.console.CliCommand;
import org.espalier.runners.console.Outcome;
import org.espalier.runners.report.TextTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code espalier weights show}. */
@Command(
    name = "show",
    description = {
      "List the tensors of a file: a torch checkpoint (zip or older stream form) or safetensors.",
      "Read as data: nothing in it is executed. With --architecture, say whether they are the"
          + " weights of that network."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  espalier weights show dsm-nas-plus.pt",
      "  espalier weights show cnas.pth --architecture CNAS"
    })
final class WeightsShowCommand implements CliCommand {

  @Parameters(paramLabel = "FILE", description = "The file.")
  private Path file = Path.of("");

  @Option(
      names = "--architecture",
      paramLabel = "NAME|TEXT|FILE",
      description = "The architecture whose weights they should be.")
  private String architecture = "";

  @Option(
      names = "--network",
      paramLabel = "NAME",
      description = "Form of the network, such as imagenet-c48-l14. Default: by the shapes.")
  private String network = "";

  private WeightsShowCommand() {}

  @Override
  public Outcome run() {
    try (var weights = WeightsFiles.open(file)) {
      var json = new LinkedHashMap<String, Object>();
      var text = new StringBuilder();
      json.put("file", file.toString());
      json.put("format", weights.format());
      summary(weights, text, json);
      if (!architecture.isEmpty()) {
        var read = ImportedWeights.read(architecture, network, weights);
        json.put("architecture", read.architecture().name());
        json.put("network", read.form().name());
        json.put("classes", read.form().input().classes());
        text.append(
            "fits     %s (%s), %d classes%n"
                .formatted(
                    read.architecture().name(), read.form().name(), read.form().input().classes()));
      }
      json.put("tensors", weights.tensors().stream().map(WeightsShowCommand::json).toList());
      text.append('\n').append(table(weights.tensors()));
      return Outcome.ok(text.toString(), json);
    }
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  private void summary(WeightsFile weights, StringBuilder text, Map<String, Object> json) {
    var types = new TreeMap<String, Integer>();
    long values = 0;
    for (var tensor : weights.tensors()) {
      types.merge(tensor.type().name(), 1, Integer::sum);
      values += tensor.type().isFloating() ? tensor.size() : 0;
    }
    json.put("tensor_count", weights.tensors().size());
    json.put("types", types);
    json.put("values", values);
    json.put("others", weights.others());
    text.append("file     %s%nformat   %s%n".formatted(file, weights.format()));
    text.append(
        String.format(
            Locale.ROOT,
            "tensors  %d %s, %,d floating-point values%n",
            weights.tensors().size(),
            types,
            values));
    if (!weights.others().isEmpty()) {
      text.append("besides  %s%n".formatted(String.join(", ", weights.others())));
    }
  }

  private static String table(List<TensorEntry> tensors) {
    var names = new ArrayList<String>();
    var types = new ArrayList<String>();
    var shapes = new ArrayList<String>();
    for (var tensor : tensors) {
      names.add(Pickle.describe(tensor.name()));
      types.add(tensor.type().name());
      shapes.add(tensor.shape().toString());
    }
    return new TextTable().text("type", types).text("shape", shapes).text("name", names).lines();
  }

  private static Map<String, Object> json(TensorEntry tensor) {
    var json = new LinkedHashMap<String, Object>();
    json.put("name", tensor.name());
    json.put("type", tensor.type().name());
    json.put("shape", tensor.shape());
    return json;
  }
}
