package org.espalier.runners.command;

import java.util.LinkedHashMap;
import java.util.Locale;
import org.espalier.dataprep.PreparedFolder;
import org.espalier.dataprep.Verification;
import org.espalier.runners.console.CliCommand;
import org.espalier.runners.console.ExitCode;
import org.espalier.runners.console.Outcome;
import org.espalier.transforms.storage.RunFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "verify",
    description =
        "Read all of a prepared data set again and compare it with its manifest. Exit code 3 where"
            + " anything differs.",
    footerHeading = "%nExample:%n",
    footer = "  espalier prepare verify --input /data/in-search")
final class PrepareVerifyCommand implements CliCommand {

  private static final int SHOWN = 20;

  @Mixin private RunnerOptions where = new RunnerOptions();

  @Option(
      names = "--input",
      required = true,
      paramLabel = "DIR",
      description = "The folder that a preparation wrote.")
  private String input = "";

  private PrepareVerifyCommand() {}

  @Override
  public Outcome run() throws Exception {
    var started = System.nanoTime();
    var folder = PreparedFolder.at(input);
    var engine = where.engine(new RunFiles(folder.root()));
    var result = new Verification(folder).run(engine);
    var seconds = (System.nanoTime() - started) / 1e9;
    var found = result.discrepancies();
    var json = new LinkedHashMap<String, Object>();
    json.put("input", folder.root());
    json.put("images", result.images());
    json.put("outputs", result.outputs());
    json.put("discrepancies", found.size());
    json.put("wall_seconds", seconds);
    if (found.isEmpty()) {
      var text =
          String.format(
              Locale.ROOT,
              "%,d images in %,d files are as the manifest says (%.1f s)",
              result.images(),
              result.outputs(),
              seconds);
      return Outcome.ok(text, json);
    }
    var text = new StringBuilder();
    text.append(folder.root()).append(" differs from its manifest in ").append(found.size());
    text.append(" places:");
    for (var one : found.subList(0, Math.min(SHOWN, found.size()))) {
      text.append("\n  ").append(one.getOutput());
      text.append(one.getPath() == null ? "" : ", " + one.getPath()).append(": ");
      text.append(one.getProblem());
    }
    return new Outcome(ExitCode.BAD_INPUT, text.toString(), json);
  }
}
