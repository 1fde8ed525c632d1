package org.espalier.runners.command;

import com.fasterxml.jackson.databind.util.RawValue;
import java.util.LinkedHashMap;
import java.util.Map;
import org.espalier.models.catalog.PublishedCell;
import org.espalier.models.catalog.PublishedCells;
import org.espalier.models.space.DartsForm;
import org.espalier.runners.console.CliCommand;
import org.espalier.runners.console.Outcome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "architectures",
    description = {
      "List published architectures with their published and their counted size.",
      "Counted without auxiliary head and without normalization after pools. Rules: conv counts convolutions only, conv+fc linear layers too, profiler also 2 a batch-norm element and 1 a ReLU element."
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
            PublishedCells.all().stream().map(ArchitecturesCommand::json).toList(),
            "sizes",
            sizes.stream().map(ArchitectureSize::json).toList()));
  }

  private static Map<String, Object> json(PublishedCell cell) {
    var json = new LinkedHashMap<String, Object>();
    json.put("name", cell.name());
    json.put("paper", cell.paper());
    json.put("year", cell.year());
    json.put("link", cell.link());
    json.put("space", cell.space());
    json.put("genotype", new RawValue(cell.cells().json(DartsForm.PAIRS)));
    json.put("text", cell.cells().text());
    json.put("note", cell.note());
    return json;
  }
}
