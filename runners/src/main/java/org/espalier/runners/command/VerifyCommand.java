package org.espalier.runners.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.espalier.pipelines.RunDirectory;
import org.espalier.pipelines.RunVerification;
import org.espalier.runners.console.CliCommand;
import org.espalier.runners.console.ExitCode;
import org.espalier.runners.console.Outcome;
import org.espalier.transforms.files.DamagedFileException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "verify",
    description = {
      "Read every file of a run or of a study, and compare it with the digest it was written with.",
      "Each damaged or missing file is a line, with what to do. Exit code 3 where there is one."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  espalier verify runs/quickstart", "  espalier verify runs/quickstart --json"})
final class VerifyCommand implements CliCommand {

  @Parameters(paramLabel = "RUN", description = "The directory of a run or of a study.")
  private String run = "";

  private VerifyCommand() {}

  @Override
  public Outcome run() {
    var directory = RunDirectory.at(run);
    var root = directory.folder().root();
    var result = new RunVerification(directory).result();
    var faults = result.faults();
    var json = new LinkedHashMap<String, Object>();
    json.put("run_directory", root);
    json.put("files", result.files());
    json.put("faults", faults.stream().map(fault -> json(root, fault)).toList());
    if (faults.isEmpty()) {
      var text = "%s: all of its %,d files are as they were written";
      return Outcome.ok(text.formatted(root, result.files()), json);
    }
    var text =
        "%s: %,d of %,d files are damaged or missing%n%s"
            .formatted(root, faults.size(), result.files(), lines(root, faults));
    return new Outcome(ExitCode.BAD_INPUT, text, json);
  }

  private static String lines(String root, List<DamagedFileException> faults) {
    return faults.stream()
        .map(fault -> "  %s %s: %s".formatted(name(root, fault), fault.fault(), fault.remedy()))
        .collect(Collectors.joining(System.lineSeparator()));
  }

  private static Map<String, String> json(String root, DamagedFileException fault) {
    var json = new LinkedHashMap<String, String>();
    json.put("file", name(root, fault));
    json.put("fault", fault.fault());
    json.put("remedy", fault.remedy());
    return json;
  }

  /** The file within the run. */
  private static String name(String root, DamagedFileException fault) {
    return fault.path().startsWith(root + '/')
        ? fault.path().substring(root.length() + 1)
        : fault.path();
  }
}
