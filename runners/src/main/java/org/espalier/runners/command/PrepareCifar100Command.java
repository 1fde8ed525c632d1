package org.espalier.runners.command;

import org.espalier.dataprep.RecordSource;
import org.espalier.dataprep.image.SourceFormat;
import org.espalier.runners.console.CliCommand;
import org.espalier.runners.console.Outcome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "cifar100",
    description = "Write CIFAR-100, from its binary files, as TFRecord shards.",
    footerHeading = "%nExample:%n",
    footer = "  espalier prepare cifar100 --input cifar-100-binary --output cifar100-shards")
final class PrepareCifar100Command implements CliCommand {

  @Mixin private PrepareRecords records = new PrepareRecords();

  private PrepareCifar100Command() {}

  @Override
  public Outcome run() throws Exception {
    var source = new RecordSource(records.input(), SourceFormat.CIFAR100);
    return records.run(source, SourceFormat.CIFAR100);
  }
}
