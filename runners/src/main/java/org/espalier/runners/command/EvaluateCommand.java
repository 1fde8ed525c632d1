package org.espalier.runners.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.espalier.models.data.Normalization;
import org.espalier.models.data.Preprocessing;
import org.espalier.models.data.Resampling;
import org.espalier.pipelines.Evaluate;
import org.espalier.pipelines.EvaluatedNetwork;
import org.espalier.runners.console.CliCommand;
import org.espalier.runners.console.Outcome;
import org.espalier.transforms.images.ClassLabels;
import org.espalier.transforms.images.LabelledSource;
import org.espalier.transforms.inference.ImageScoring;
import org.espalier.transforms.storage.RunFiles;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code espalier evaluate}. */
@Command(
    name = "evaluate",
    description = {
      "Evaluate a trained network on labelled images: top-1, top-5, loss, and results"
          + " per class.",
      "The network is an architecture with a weights file, or the architecture that a"
          + " run found with the weights of that run. Images are a folder of class folders,"
          + " prepared shards, or CIFAR-10's binary files. Folders with WordNet ids have"
          + " ImageNet's labels where the network has 1,000 classes."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  espalier evaluate --architecture dsm_nas_plus --weights dsm-nas-plus.pt \\",
      "    --images imagenet/val",
      "  espalier evaluate runs/my-search --images in-shards --split test",
      "  espalier evaluate --architecture CNAS --weights cnas.pth \\",
      "    --images imagenet/val --output evaluated --logits"
    })
final class EvaluateCommand implements CliCommand {

  /** Small enough that a worker which ends takes little work with it. */
  private static final int UNIT = 128;

  @Mixin private RunnerOptions where = new RunnerOptions();

  @Parameters(
      arity = "0..1",
      paramLabel = "RUN",
      description = "A run directory, or the folder of a network that Espalier has exported.")
  private String run = "";

  @Option(
      names = "--architecture",
      paramLabel = "NAME|TEXT|FILE",
      description =
          "The architecture: a published name (`espalier architectures`), a text, or a file of"
              + " one.")
  private String architecture = "";

  @Option(
      names = "--weights",
      paramLabel = "FILE",
      description = "Its weights: a torch checkpoint or safetensors (`espalier weights show`).")
  private String weights = "";

  @Option(
      names = "--network",
      paramLabel = "NAME",
      description =
          "Form of the network: imagenet-c48-l14, cifar-c36-l20, mobilenetv3-w1.2-224."
              + " Default: by the shapes of the weights.")
  private String network = "";

  @Option(names = "--images", required = true, paramLabel = "FOLDER", description = "The images.")
  private String images = "";

  @Option(
      names = "--split",
      paramLabel = "NAME",
      description =
          "Split of prepared shards, or folder below --images. Default: val, else test, of shards;"
              + " the test images of CIFAR-10.")
  private String split = "";

  @Option(
      names = "--classes",
      paramLabel = "FILE",
      description =
          "Names of the network's classes, one per line, in the order of its outputs;"
              + " anything after a tab is ignored.")
  private String classes = "";

  @Option(
      names = "--resize",
      paramLabel = "PIXELS",
      description = "Length of the shorter side before the crop. Default: 256 for 224 pixels.")
  private @Nullable Integer resize;

  @Option(
      names = "--crop",
      paramLabel = "PIXELS",
      description = "Side of the square in the middle. Default: what the network is built for.")
  private @Nullable Integer crop;

  @Option(
      names = "--resampling",
      defaultValue = "BILINEAR",
      paramLabel = "NAME",
      description =
          "${COMPLETION-CANDIDATES}, each averaging over what it shrinks. Default:"
              + " ${DEFAULT-VALUE}.")
  private Resampling resampling = Resampling.BILINEAR;

  @Option(
      names = "--mean",
      split = ",",
      paramLabel = "R,G,B",
      description =
          "Mean of each colour channel, for pixels in [0, 1]; needs --weights and"
              + " --deviation. Default: the mean stored with the weights, otherwise the one"
              + " such networks are trained with.")
  private List<Double> mean = List.of();

  @Option(
      names = "--deviation",
      split = ",",
      paramLabel = "R,G,B",
      description = "Standard deviation of each colour, for pixels in [0, 1], with --mean.")
  private List<Double> deviation = List.of();

  @Option(
      names = "--output",
      paramLabel = "FOLDER",
      description =
          "Folder for predictions.parquet, classes.csv and evaluation.json: a new or empty one. All"
              + " workers must reach it.")
  private String output = "";

  @Option(names = "--logits", description = "Store the logits of each image too.")
  private boolean logits;

  private EvaluateCommand() {}

  @Override
  public Outcome run() throws Exception {
    check();
    var scratch = where.scratch("evaluate-");
    try {
      var folder = EvaluationFolder.at(output, scratch);
      var source = LabelledSource.of(images, split);
      var opened = source.open();
      var evaluated = network(scratch);
      var labels = ClassLabels.of(opened.classes(), evaluated.classes(), names());
      var preprocessing = preprocessing(evaluated.side());
      var parts =
          folder.parts(
              String.join(
                      "\n",
                      evaluated.digest(),
                      source.toString(),
                      labels.toString(),
                      preprocessing.toString())
                  + logits);
      var scoring =
          new ImageScoring(
              evaluated.model(),
              evaluated.digest(),
              source,
              labels,
              preprocessing,
              UNIT,
              parts,
              logits);
      return folder.locked(() -> evaluate(folder, evaluated, scoring));
    } finally {
      EvaluationFolder.delete(scratch);
    }
  }

  @SuppressWarnings("try") // the watch only shows how far it is
  private Outcome evaluate(
      EvaluationFolder folder, EvaluatedNetwork evaluated, ImageScoring scoring) throws Exception {
    var files = new RunFiles(folder.root());
    where.cancelOrphans(files);
    var evaluate = new Evaluate(scoring, where.engine(files));
    Evaluate.Evaluation found;
    try (var watch = new EvaluationWatch(scoring)) {
      found = evaluate.run();
    }
    var of = weights.isEmpty() ? run : weights;
    var report =
        new EvaluationReport(evaluated, of, scoring.source(), scoring.preprocessing(), found);
    if (folder.isKept()) {
      evaluate.join(folder.predictions());
      folder.write(report);
    }
    return Outcome.ok(report.text(), report.json());
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  private void check() {
    boolean given = !architecture.isEmpty() || !weights.isEmpty() || !network.isEmpty();
    if (run.isEmpty() ? architecture.isEmpty() || weights.isEmpty() : given) {
      throw new IllegalArgumentException(
          "name either a RUN, or --architecture and --weights, perhaps with --network");
    }
    if (logits && output.isEmpty()) {
      throw new IllegalArgumentException("--logits needs --output, the folder that they go into");
    }
    if (!mean.isEmpty() || !deviation.isEmpty()) {
      if (!run.isEmpty()) {
        throw new IllegalArgumentException(
            "--mean and --deviation go with --weights: the network of a RUN has its own");
      }
      three("--mean", mean);
      three("--deviation", deviation);
    }
    atLeastOne("--resize", resize);
    atLeastOne("--crop", crop);
  }

  private static void three(String option, List<Double> values) {
    if (values.size() != 3) {
      throw new IllegalArgumentException(
          "%s must be three numbers with commas, was %s".formatted(option, values));
    }
  }

  private static void atLeastOne(String option, @Nullable Integer pixels) {
    if (pixels != null && pixels < 1) {
      throw new IllegalArgumentException("%s must be at least 1, was %d".formatted(option, pixels));
    }
  }

  private EvaluatedNetwork network(Path scratch) {
    if (run.isEmpty()) {
      var read = ImportedWeights.read(architecture, network, Path.of(weights));
      var given = mean.isEmpty() ? read : read.normalizing(new Normalization(mean, deviation));
      return EvaluatedNetwork.of(crop == null ? given : given.ofSide(crop));
    }
    var evaluated = new RunNetwork(run).export(scratch);
    if (crop != null && crop != evaluated.side()) {
      throw new IllegalArgumentException(
          "--crop must be %d, which the network of %s is built for, was %d"
              .formatted(evaluated.side(), run, crop));
    }
    return evaluated;
  }

  private Preprocessing preprocessing(int side) {
    var usual = Preprocessing.published(side);
    return new Preprocessing(resize == null ? usual.resize() : resize, side, resampling);
  }

  private List<String> names() throws IOException {
    if (classes.isEmpty()) {
      return List.of();
    }
    return Files.readAllLines(Path.of(classes)).stream()
        .map(line -> line.split("\t", 2)[0].strip())
        .filter(line -> !line.isEmpty())
        .toList();
  }
}
