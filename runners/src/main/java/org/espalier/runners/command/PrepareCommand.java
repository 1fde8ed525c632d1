package org.espalier.runners.command;

import picocli.CommandLine.Command;

@Command(
    name = "prepare",
    description = {
      "Prepare data sets: subsets of ImageNet, whole image folders, CIFAR, ImageNet16, NAS-Bench-201.",
      "Each is a pipeline that resumes when the command is repeated, and ends with a manifest."
    },
    subcommands = {
      PrepareSubsetCommand.class,
      PrepareImagesCommand.class,
      PrepareCifar10Command.class,
      PrepareCifar100Command.class,
      PrepareImageNet16Command.class,
      PrepareNasBench201Command.class,
      PrepareVerifyCommand.class,
      PrepareBenchCommand.class
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  espalier prepare subset --input /data/imagenet/train --output in-search \\",
      "    --fractions train=0.10,val=0.025"
    })
final class PrepareCommand {
  private PrepareCommand() {}
}
