package org.espalier.runners.command;

import org.espalier.dataprep.image.Link;
import org.espalier.dataprep.image.Output;
import org.espalier.dataprep.listing.Choice;
import org.espalier.dataprep.listing.Fractions;
import org.espalier.runners.console.CliCommand;
import org.espalier.runners.console.Outcome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "images",
    description = {
      "Write all images of a folder or of tars as TFRecord shards, resized where --size says so.",
      "Shards hold tf.train.Examples under ImageNet's usual keys, images of all classes mixed."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  espalier prepare images --input imagenet/train --output shards --size 256",
      "  espalier prepare images --input my/val --split val --output v \\",
      "    --classes t/classes.txt",
      "  espalier prepare images --input imagenet/val --split val --output in-val \\",
      "    --ground-truth ILSVRC2012_validation_ground_truth.txt --synsets synsets.txt"
    })
final class PrepareImagesCommand implements CliCommand {

  @Mixin private ImageOptions how = new ImageOptions();

  @Option(
      names = "--split",
      paramLabel = "NAME",
      description = "Name of the split: shards begin with it. Default: ${DEFAULT-VALUE}.")
  private String split = "train";

  private PrepareImagesCommand() {}

  @Override
  public Outcome run() throws Exception {
    var chooser = new Choice(Fractions.all(split), how.seed());
    var source = how.source(chooser);
    return how.where().run(how.preparation(source, Output.TFRECORD, Link.AUTO, false));
  }
}
