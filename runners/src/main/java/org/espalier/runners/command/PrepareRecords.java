package org.espalier.runners.command;

import org.espalier.dataprep.Preparation;
import org.espalier.dataprep.image.Encoding;
import org.espalier.dataprep.image.Link;
import org.espalier.dataprep.image.Orientation;
import org.espalier.dataprep.image.Output;
import org.espalier.dataprep.image.Recipe;
import org.espalier.dataprep.image.SourceFormat;
import org.espalier.models.data.ImageCodec;
import org.espalier.runners.console.Outcome;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How data sets of small, undecoded images become shards. */
final class PrepareRecords {

  @Mixin private OutputOptions where = new OutputOptions();

  @Option(
      names = "--input",
      required = true,
      paramLabel = "DIR",
      description = "The folder that holds the data set's files.")
  private String input = "";

  @Option(
      names = "--encoding",
      paramLabel = "NAME",
      description = "PNG or RAW: both keep every pixel. Default: ${DEFAULT-VALUE}.")
  private Encoding encoding = Encoding.PNG;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of the order within shards. Default: ${DEFAULT-VALUE}.")
  private long seed;

  String input() {
    return input;
  }

  Outcome run(Preparation.Source source, SourceFormat format) throws Exception {
    if (encoding != Encoding.PNG && encoding != Encoding.RAW) {
      throw new IllegalArgumentException("--encoding must be png or raw, was " + encoding);
    }
    var recipe =
        new Recipe(format, null, encoding, 100, true, ImageCodec.MOST_PIXELS, Orientation.IGNORE);
    return where.run(
        new Preparation(
            where.folder(),
            source,
            recipe,
            Output.TFRECORD,
            Link.AUTO,
            seed,
            where.shardBytes(),
            where.maxRejected(),
            false));
  }
}
