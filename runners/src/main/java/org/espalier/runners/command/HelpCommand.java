package org.espalier.runners.command;

import java.util.List;
import java.util.Map;
import org.espalier.models.space.NearestName;
import org.espalier.runners.console.CliCommand;
import org.espalier.runners.console.Outcome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "help",
    description = "Show the help of a command, or the list of all commands.",
    footerHeading = "%nExamples:%n",
    footer = {"  espalier help search", "  espalier help cluster start"})
final class HelpCommand implements CliCommand {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      arity = "0..*",
      paramLabel = "COMMAND",
      description = "A command, optionally followed by its subcommand.")
  private List<String> names = List.of();

  private HelpCommand() {}

  @Override
  public Outcome run() {
    var command = spec.root().commandLine();
    for (var name : names) {
      var below = command.getSubcommands();
      var found = below.get(name);
      if (found == null) {
        var near = NearestName.nearest(name, below.keySet());
        throw new ParameterException(
            command,
            "no command '"
                + name
                + near.map(known -> "'; did you mean " + known + '?')
                    .orElse("', only " + String.join(", ", below.keySet())));
      }
      command = found;
    }
    var text = command.getUsageMessage(Ansi.AUTO);
    return Outcome.ok(text, Map.of("help", command.getUsageMessage(Ansi.OFF)));
  }
}
