package org.espalier.runners.command;

import java.util.LinkedHashMap;
import java.util.Map;
import org.espalier.models.catalog.PublishedArchitecture;
import org.espalier.models.catalog.PublishedArchitectures;
import org.espalier.runners.console.CliCommand;
import org.espalier.runners.console.Outcome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "architectures",
    description = {
      "List published architectures with their published and their counted size.",
      "Counts leave out the auxiliary head and normalization after pools. Rules: conv"
          + " counts convolutions only; conv+fc adds linear layers; profiler also adds 2 per"
          + " batch-norm element and 1 per activation element."
    },
    footerHeading = "%nExample:%n",
    footer = "  espalier architectures --csv > architectures.csv")
final class ArchitecturesCommand implements CliCommand {

  @Option(names = "--csv", description = "One CSV row for each architecture on each network.")
  private boolean csv;

  private ArchitecturesCommand() {}

  @Override
  public Outcome run() {
    var sizes = ArchitectureSize.all();
    return Outcome.ok(
        csv ? ArchitectureTables.csv(sizes) : ArchitectureTables.text(sizes),
        Map.of(
            "architectures",
            PublishedArchitectures.all().stream().map(ArchitecturesCommand::json).toList(),
            "sizes",
            sizes.stream().map(ArchitectureSize::json).toList()));
  }

  private static Map<String, Object> json(PublishedArchitecture found) {
    var json = new LinkedHashMap<String, Object>();
    json.put("name", found.name());
    json.put("paper", found.paper());
    json.put("year", found.year());
    json.put("link", found.link());
    found
        .genotype()
        .ifPresent(
            genotype -> {
              json.put("space", found.space());
              json.put("encoding", genotype.getEncoding());
              json.put("text", found.text());
            });
    json.put("note", found.note());
    return json;
  }
}
