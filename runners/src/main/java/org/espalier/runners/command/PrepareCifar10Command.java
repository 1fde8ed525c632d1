package org.espalier.runners.command;

import org.espalier.dataprep.RecordSource;
import org.espalier.dataprep.image.SourceFormat;
import org.espalier.runners.console.CliCommand;
import org.espalier.runners.console.Outcome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "cifar10",
    description = "Write CIFAR-10, from its binary files, as TFRecord shards.",
    footerHeading = "%nExample:%n",
    footer = "  espalier prepare cifar10 --input cifar-10-batches-bin --output cifar10-shards")
final class PrepareCifar10Command implements CliCommand {

  @Mixin private PrepareRecords records = new PrepareRecords();

  private PrepareCifar10Command() {}

  @Override
  public Outcome run() throws Exception {
    var source = new RecordSource(records.input(), SourceFormat.CIFAR10);
    return records.run(source, SourceFormat.CIFAR10);
  }
}
