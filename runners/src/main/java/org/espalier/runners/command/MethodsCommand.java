package org.espalier.runners.command;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.espalier.runners.console.CliCommand;
import org.espalier.runners.console.Outcome;
import org.espalier.transforms.registry.SearchMethods;
import picocli.CommandLine.Command;

@Command(
    name = "methods",
    description = "List the search methods with their settings.",
    footerHeading = "%nExample:%n",
    footer = "  espalier methods")
final class MethodsCommand implements CliCommand {

  private MethodsCommand() {}

  @Override
  public Outcome run() {
    var text = new StringBuilder();
    for (var method : SearchMethods.all()) {
      text.append("%-24s %s%n".formatted(method.name(), method.summary()));
      text.append("%-24s settings: %s%n".formatted("", String.join(", ", settings(method))));
    }
    return Outcome.ok(
        text.toString(),
        Map.of("methods", SearchMethods.all().stream().map(MethodsCommand::json).toList()));
  }

  private static List<String> settings(SearchMethods.Entry method) {
    return Arrays.stream(method.type().getRecordComponents())
        .map(component -> component.getName())
        .toList();
  }

  private static Map<String, Object> json(SearchMethods.Entry method) {
    var json = new LinkedHashMap<String, Object>();
    json.put("name", method.name());
    json.put("summary", method.summary());
    json.put(
        "settings",
        Arrays.stream(method.type().getRecordComponents())
            .collect(
                Collectors.toMap(
                    component -> component.getName(),
                    component -> component.getType().getSimpleName(),
                    (a, b) -> a,
                    LinkedHashMap::new)));
    return json;
  }
}
