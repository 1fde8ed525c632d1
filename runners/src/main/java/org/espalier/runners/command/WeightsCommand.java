package org.espalier.runners.command;

import picocli.CommandLine.Command;

/** The commands about files of weights. */
@Command(
    name = "weights",
    synopsisSubcommandLabel = "VERB",
    description = "Show what is in a file of weights, or convert it.",
    subcommands = {WeightsShowCommand.class, WeightsConvertCommand.class},
    footerHeading = "%nExample:%n",
    footer = {
      "  espalier weights show dsm-nas-plus.pt",
      "  espalier weights convert cnas.pth --architecture CNAS \\",
      "    --output cnas.safetensors"
    })
final class WeightsCommand {
  private WeightsCommand() {}
}
