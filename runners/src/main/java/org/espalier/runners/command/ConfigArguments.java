package org.espalier.runners.command;

import java.nio.file.Path;
import java.util.List;
import org.espalier.pipelines.config.ConfigFile;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What is searched: a configuration file and its overrides. */
final class ConfigArguments {

  @Parameters(
      paramLabel = "CONFIG",
      description = "Configuration file; start from one of those in configs/.")
  private Path config = Path.of("");

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "Override a key of the file, for example --set budget.evaluations=50. The value is taken"
              + " as it stands; one that starts with a quote, a bracket or a brace is YAML, for"
              + " example --set method.epochs=[8,8].")
  private List<String> overrides = List.of();

  ConfigFile file() {
    return ConfigFile.read(config, overrides);
  }
}
