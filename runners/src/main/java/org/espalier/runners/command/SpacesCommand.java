package org.espalier.runners.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.models.space.SearchSpace;
import org.espalier.models.space.SearchSpaces;
import org.espalier.runners.console.CliCommand;
import org.espalier.runners.console.Outcome;
import picocli.CommandLine.Command;

@Command(
    name = "spaces",
    description = {
      "List the search spaces; `spaces cost` counts what their architectures cost.",
      "`spaces export` writes the space that a run has evolved, `spaces random` its control, and"
          + " `spaces import` reads one."
    },
    subcommands = {
      SpacesCostCommand.class,
      SpacesImportCommand.class,
      SpacesExportCommand.class,
      SpacesRandomCommand.class
    },
    footerHeading = "%nExamples:%n",
    footer = {"  espalier spaces", "  espalier spaces cost --space nb201 --all --data cifar100"})
final class SpacesCommand implements CliCommand {

  private SpacesCommand() {}

  @Override
  public Outcome run() {
    var text = new StringBuilder();
    for (var space : SearchSpaces.all()) {
      text.append(
          "%-16s %,d architectures, %d decisions among %s%n"
              .formatted(
                  space.name(),
                  space.size(),
                  space.decisions().size(),
                  String.join(", ", options(space))));
    }
    return Outcome.ok(
        text.toString(),
        Map.of("spaces", SearchSpaces.all().stream().map(SpacesCommand::json).toList()));
  }

  /** Every option of any decision, once. */
  private static List<String> options(SearchSpace space) {
    return space.decisions().stream()
        .flatMap(decision -> decision.options().stream())
        .distinct()
        .toList();
  }

  private static Map<String, Object> json(SearchSpace space) {
    var json = new LinkedHashMap<String, Object>();
    json.put("name", space.name());
    json.put("size", space.size());
    json.put(
        "decisions",
        space.decisions().stream()
            .map(decision -> Map.of("name", decision.name(), "options", decision.options()))
            .toList());
    return json;
  }
}
