package org.espalier.runners.command;

import org.espalier.dataprep.ImageNet16Source;
import org.espalier.dataprep.image.SourceFormat;
import org.espalier.runners.console.CliCommand;
import org.espalier.runners.console.Outcome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "imagenet16",
    description = {
      "Write ImageNet16's first classes, from its Python pickles, as TFRecord shards.",
      "Each file's MD5 is checked against the published one; the pickles are read as data, nothing"
          + " in them is executed."
    },
    footerHeading = "%nExample:%n",
    footer = "  espalier prepare imagenet16 --input ImageNet16 --classes 120 --output in16")
final class PrepareImageNet16Command implements CliCommand {

  @Mixin private PrepareRecords records = new PrepareRecords();

  @Option(
      names = "--classes",
      paramLabel = "N",
      description = "The first N of 1,000 classes. Default: ${DEFAULT-VALUE}.")
  private int classes = 120;

  private PrepareImageNet16Command() {}

  @Override
  public Outcome run() throws Exception {
    var source = new ImageNet16Source(records.input(), classes, ImageNet16Source.PUBLISHED);
    return records.run(source, SourceFormat.PLANES_16);
  }
}
