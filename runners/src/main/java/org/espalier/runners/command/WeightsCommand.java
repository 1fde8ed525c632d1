package org.espalier.runners.command;

import picocli.CommandLine.Command;

/** The commands about files of weights. */
@Command(
    name = "weights",
    synopsisSubcommandLabel = "COMMAND",
    description = "Show what is in a file of weights, convert it, or write those of a run.",
    subcommands = {
      WeightsShowCommand.class,
      WeightsConvertCommand.class,
      WeightsExportCommand.class
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  espalier weights show dsm-nas-plus.pt",
      "  espalier weights convert cnas.pth --architecture CNAS \\",
      "    --output cnas.safetensors",
      "  espalier weights export runs/supernet --output supernet.safetensors"
    })
final class WeightsCommand {
  private WeightsCommand() {}
}
