package org.espalier.runners.command;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.espalier.models.layer.CountingRule;
import org.espalier.models.space.SearchSpace;
import org.espalier.models.space.SearchSpaces;
import org.espalier.models.space.Target;
import org.espalier.runners.console.CliCommand;
import org.espalier.runners.console.Outcome;
import org.espalier.schemas.Genotype;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "cost",
    description = {
      "Count parameters and multiply-adds of the full network, as CSV: arch,parameters,madds.",
      "Rules: conv counts convolutions only, conv+fc linear layers too, profiler also 2 a batch-norm element and 1 an activation element."
    },
    footerHeading = "%nExample:%n",
    footer = "  espalier spaces cost --space nb201 --all --data imagenet16 > costs.csv")
final class SpacesCostCommand implements CliCommand {

  @Option(names = "--space", required = true, paramLabel = "NAME", description = "Search space.")
  private String space = "";

  @Option(names = "--all", description = "Every architecture of the space, in its own order.")
  private boolean all;

  @Option(
      names = "--data",
      paramLabel = "NAME",
      description = "Data set the network is made for. Default: ${DEFAULT-VALUE}.")
  private String data = "cifar10";

  @Option(
      names = "--rule",
      paramLabel = "RULE",
      description = "Counting rule: conv, conv+fc or profiler. Default: ${DEFAULT-VALUE}.")
  private String rule = "conv+fc";

  @Parameters(
      arity = "0..*",
      paramLabel = "ARCH",
      description = "Architectures in the space's text form, instead of --all.")
  private List<String> architectures = List.of();

  private SpacesCostCommand() {}

  @Override
  public Outcome run() {
    var searchSpace = SearchSpaces.named(space);
    var target = Target.of(data);
    var counted = rule();
    if (all == !architectures.isEmpty()) {
      throw new IllegalArgumentException("give either --all or architectures, not both or neither");
    }
    Stream<Genotype> genotypes =
        all ? all(searchSpace) : architectures.stream().map(searchSpace::parse);
    var rows =
        genotypes
            .map(
                genotype -> {
                  var cost = searchSpace.cost(genotype, target, counted);
                  return genotype.getText() + ',' + cost.parameters() + ',' + cost.madds();
                })
            .toList();
    return Outcome.ok(
        "arch,parameters,madds\n" + String.join("\n", rows),
        Map.of("space", space, "data", data, "rule", counted.label(), "rows", rows));
  }

  private static Stream<Genotype> all(SearchSpace space) {
    try {
      return space.all();
    } catch (UnsupportedOperationException tooLarge) {
      throw new IllegalArgumentException("--all: " + tooLarge.getMessage(), tooLarge);
    }
  }

  private CountingRule rule() {
    return Stream.of(CountingRule.values())
        .filter(known -> known.label().equals(rule))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "--rule must be one of "
                        + Stream.of(CountingRule.values())
                            .map(CountingRule::label)
                            .collect(Collectors.joining(", "))
                        + ", was "
                        + rule));
  }
}
