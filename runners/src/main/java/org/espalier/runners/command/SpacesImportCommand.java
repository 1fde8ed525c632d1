package org.espalier.runners.command;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import org.espalier.models.space.LearnedExtras;
import org.espalier.models.space.LearnedSpace;
import org.espalier.models.space.LearnedSpaceFile;
import org.espalier.runners.console.CliCommand;
import org.espalier.runners.console.Outcome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "import",
    description = {
      "Turn the cells of a learned space into a search space: prints its name, which"
          + " encodes the whole space.",
      "The file is AutoSpace's search_space.config, or what `espalier spaces export` writes. Beside"
          + " its cells a block may be the same with another first kernel, an inverted residual, or"
          + " left out.",
      "A configuration may write space: autospace:FILE instead, for a space with all of these."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  espalier spaces import search_space.config",
      "  espalier search configs/proxyless-autospace-cifar10.yaml \\",
      "    --set space=autospace:found.config"
    })
final class SpacesImportCommand implements CliCommand {
  @Parameters(paramLabel = "FILE", description = "A learned space.")
  private Path file = Path.of("");

  @Option(names = "--no-kernels", description = "No other kernels on the first edge.")
  private boolean noKernels;

  @Option(names = "--no-mbconv", description = "No inverted residuals.")
  private boolean noMbConvs;

  @Option(names = "--no-zero", description = "No blocks that are left out.")
  private boolean noZero;

  private SpacesImportCommand() {}

  @Override
  public Outcome run() {
    var lists = LearnedSpaceFile.read(file);
    var space = LearnedSpace.of(lists, new LearnedExtras(!noKernels, !noMbConvs, !noZero));
    var cells = lists.stream().mapToInt(List::size).sum();
    var distinct = lists.stream().flatMap(List::stream).distinct().count();
    var json = new LinkedHashMap<String, Object>();
    json.put("name", space.name());
    json.put("cells", cells);
    json.put("distinct_cells", distinct);
    json.put("size", space.size());
    var text =
        """
        %s
        %d cells in %d lists, %d distinct; %,d architectures of %d blocks
        """
            .formatted(
                space.name(),
                cells,
                lists.size(),
                distinct,
                space.size(),
                space.decisions().size());
    return Outcome.ok(text, json);
  }
}
