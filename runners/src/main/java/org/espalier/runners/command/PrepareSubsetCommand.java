package org.espalier.runners.command;

import org.espalier.dataprep.image.Link;
import org.espalier.dataprep.image.Output;
import org.espalier.dataprep.listing.Choice;
import org.espalier.dataprep.listing.Fractions;
import org.espalier.dataprep.listing.GivenList;
import org.espalier.dataprep.listing.Rounding;
import org.espalier.runners.console.CliCommand;
import org.espalier.runners.console.Outcome;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "subset",
    description = {
      "Take fractions of every class, without replacement: the same images on every machine.",
      "Per class, names are sorted by their UTF-8 bytes, shuffled by a seed derived from --seed and"
          + " the class, and dealt out to the fractions in order.",
      "Writes list.tsv with its SHA-256, classes.txt, manifest.parquet, report.json and the images."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  espalier prepare subset --input /data/imagenet/train --output in-search \\",
      "    --fractions train=0.10,val=0.025 --seed 0",
      "  espalier prepare subset --input ILSVRC2012_img_train.tar --output in-search \\",
      "    --format tfrecord --size 224"
    })
final class PrepareSubsetCommand implements CliCommand {

  private static final String FRACTIONS = "train=0.10,val=0.025";

  @Mixin private ImageOptions how = new ImageOptions();

  @Option(
      names = "--fractions",
      paramLabel = "NAME=F,…",
      description = "Splits and their fractions of every class. Default: " + FRACTIONS + ".")
  private @Nullable String fractions;

  @Option(
      names = "--rounding",
      paramLabel = "NAME",
      description =
          "${COMPLETION-CANDIDATES}: how a fraction becomes a number of images. Default: FLOOR.")
  private @Nullable Rounding rounding;

  @Option(
      names = "--list",
      paramLabel = "FILE",
      description =
          "A published list to follow instead: class/name or split<TAB>class/name per line.")
  private String list = "";

  @Option(names = "--list-only", description = "End with the list: no image is read or written.")
  private boolean listOnly;

  @Option(
      names = "--format",
      paramLabel = "NAME",
      description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private Output format = Output.FOLDER;

  @Option(
      names = "--link",
      paramLabel = "NAME",
      description =
          "${COMPLETION-CANDIDATES}: how kept images get into a folder; AUTO tries a hard link,"
              + " then a symbolic one, then copies. Default: AUTO.")
  private @Nullable Link link;

  private PrepareSubsetCommand() {}

  @Override
  public Outcome run() throws Exception {
    boolean isDrawn = list.isEmpty();
    if (!isDrawn && (fractions != null || rounding != null)) {
      throw new IllegalArgumentException(
          "--list says which images, --fractions and --rounding cannot");
    }
    var chooser =
        isDrawn
            ? new Choice(
                Fractions.parse(
                    fractions == null ? FRACTIONS : fractions,
                    rounding == null ? Rounding.FLOOR : rounding),
                how.seed())
            : new GivenList(list);
    var source = how.source(chooser);
    return how.where().run(how.preparation(source, format, link(), listOnly));
  }

  private Link link() {
    if (link != null && format != Output.FOLDER) {
      throw new IllegalArgumentException("--link is for --format folder");
    }
    return link == null ? Link.AUTO : link;
  }
}
