package org.espalier.runners.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.espalier.models.catalog.GivenArchitecture;
import org.espalier.pipelines.FoundArchitecture;
import org.espalier.pipelines.Retrain;
import org.espalier.pipelines.RunClock;
import org.espalier.pipelines.RunDirectory;
import org.espalier.pipelines.RunManifest;
import org.espalier.pipelines.config.ConfigFile;
import org.espalier.pipelines.config.RetrainConfig;
import org.espalier.runners.console.CliCommand;
import org.espalier.runners.console.Notice;
import org.espalier.runners.console.Outcome;
import org.espalier.runners.report.Json;
import org.espalier.runners.report.LastMessage;
import org.espalier.runners.report.RetrainReport;
import org.espalier.schemas.SearchState;
import org.espalier.schemas.Trial;
import org.espalier.transforms.files.ConflictException;
import org.espalier.transforms.storage.SearchRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "retrain",
    description = {
      "Train an architecture from scratch, round by round, into a run directory: epochs.parquet,"
          + " the weights of the best and of the last epoch, model/ with the network, and its"
          + " scores on held-out images.",
      "The architecture is what RUN has found, or --architecture; CONFIG is the recipe.",
      "Repeat the command to resume after the last committed round. Ctrl-C ends it at any time."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  espalier retrain runs/quickstart configs/retrain-tiny.yaml",
      "  espalier retrain --architecture CNAS configs/retrain-cifar10-darts.yaml \\",
      "    --set evaluator.images.source=cifar-10-batches-bin"
    })
final class RetrainCommand implements CliCommand {

  @Parameters(
      arity = "1..2",
      paramLabel = "[RUN] CONFIG",
      description =
          "The run directory of the search whose architecture to train, and the recipe;"
              + " start from one of configs/retrain-*.yaml.")
  private List<String> arguments = List.of();

  @Option(
      names = "--architecture",
      paramLabel = "NAME|TEXT|FILE",
      description = "A published architecture, one in its space's text form, or a file with one.")
  private String architecture = "";

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Override a key of the file, for example --set evaluator.training.epochs=50.")
  private List<String> overrides = List.of();

  @Option(
      names = "--run-dir",
      paramLabel = "DIR",
      description =
          "The run directory, on any Beam file system. Default: RUN/retrain, or runs/NAME.")
  private String runDir = "";

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "Local folder for the network. Default: model in the run directory.")
  private String output = "";

  @Mixin private RunnerOptions where = new RunnerOptions();

  private RetrainCommand() {}

  @Override
  public Outcome run() throws Exception {
    var started = System.nanoTime();
    var config = config();
    var directory = RunDirectory.at(directory(config));
    var model = model(directory);
    if (Files.exists(model) && !isOwn(directory, model)) {
      throw new ConflictException(model + " already exists: name another folder with --output");
    }
    var engine = where.engine(directory.folder());
    var retrain = new Retrain(config, directory.folder(), engine);
    retrain.check();
    var manifest = RunManifest.of(config, System.currentTimeMillis());
    directory.take(manifest);
    return directory.locked(
        () -> {
          directory.goOn(manifest);
          where.cancelOrphans(directory.folder());
          return train(retrain, directory, model, started);
        });
  }

  private Outcome train(Retrain retrain, RunDirectory directory, Path model, long started) {
    var time = RunClock.start(directory, started);
    var end = follow(retrain, time);
    if (end.getWeightsStep() < retrain.config().plannedSteps() || end.getFailures() > 0) {
      time.note();
      return failed(directory, end);
    }
    var heldOut = retrain.heldOut(end);
    if (!Retrain.areScored(heldOut)) {
      time.note();
      return Outcome.trialsFailed(
          end.getRun(),
          directory.folder().root(),
          "the scoring on held-out images failed; repeat the command to try again: "
              + heldOut.stream()
                  .map(Trial::getMessage)
                  .filter(Objects::nonNull)
                  .findFirst()
                  .orElse(""));
    }
    time.note();
    var report = RetrainReport.of(retrain.config(), retrain.files(), end, heldOut, model);
    // First: it says that the network is of this training.
    directory.write(directory.folder().best(), Json.pretty(report.lasting()));
    retrain.export(end, model);
    return Outcome.ok(report.text(), report.json());
  }

  private static SearchState follow(Retrain retrain, RunClock time) {
    try (var watch = new RetrainWatch(retrain, time)) {
      return retrain.toEnd(watch);
    }
  }

  private static Outcome failed(RunDirectory directory, SearchState end) {
    var root = directory.folder().root();
    var why =
        end.getFailures() > 0
            ? "a trial failed twice; repeat the command to try it again"
            : end.getFinished();
    var text =
        "training ended after step %d: %s".formatted(end.getSteps(), why)
            + LastMessage.of(directory.folder(), end)
                .map(message -> "\n  the last says: " + message)
                .orElse("");
    return Outcome.trialsFailed(end.getRun(), root, text);
  }

  private RetrainConfig config() {
    var file = arguments.get(arguments.size() - 1);
    var config = ConfigFile.read(Path.of(file), overrides).retrain();
    if (!architecture.isEmpty()) {
      if (arguments.size() == 2) {
        throw new IllegalArgumentException("give a run or --architecture, not both");
      }
      var given = GivenArchitecture.of(architecture);
      checkSpace(config, given.space().name(), "--architecture " + given.name());
      return config.withPools(given.pools()).of(given.text());
    }
    if (arguments.size() == 1) {
      config.genotype();
      return config;
    }
    return ofRun(config, arguments.get(0));
  }

  private static RetrainConfig ofRun(RetrainConfig config, String run) {
    var directory = RunDirectory.at(run);
    var experiment = directory.config().experiment();
    checkSpace(config, experiment.space(), "run " + run);
    var latest = directory.folder().latest();
    latest.notice().ifPresent(Notice::print);
    if (latest.state().getFinished() == null) {
      Notice.print(run + " has not ended: what is trained is the best it has found so far");
    }
    var found = FoundArchitecture.of(new SearchRun(experiment, directory.folder()), latest.state());
    return found
        .map(
            architecture ->
                config
                    .withPools(experiment.method().evaluationPools())
                    .of(architecture.genotype().getText()))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    run + " has found no architecture yet: repeat its search first"));
  }

  private static void checkSpace(RetrainConfig config, String space, String what) {
    if (!config.space().equals(space)) {
      throw new IllegalArgumentException(
          "space is %s, but %s is of space %s: give a configuration of it or --set space=NAME"
              .formatted(config.space(), what, space));
    }
  }

  private String directory(RetrainConfig config) {
    if (!runDir.isEmpty()) {
      return runDir;
    }
    return arguments.size() == 2
        ? arguments.get(0).replaceAll("/+$", "") + "/retrain"
        : "runs/" + config.name();
  }

  /** Whether a folder is the network that this training has written before. */
  private static boolean isOwn(RunDirectory directory, Path model) {
    var folder = directory.folder();
    if (folder.readHeldOut().isEmpty()) {
      return false;
    }
    var absolute = model.toAbsolutePath().normalize();
    return absolute.toString().equals(folder.model())
        || directory
            .text(folder.best())
            .flatMap(stored -> RetrainReport.model(folder.root(), stored))
            .filter(absolute::equals)
            .isPresent();
  }

  private Path model(RunDirectory directory) {
    var folder = directory.folder();
    if (output.isEmpty() && folder.root().contains("://")) {
      throw new IllegalArgumentException(
          "--output is missing: it must be a local folder, since the run lies at " + folder.root());
    }
    return Optional.of(output)
        .filter(given -> !given.isEmpty())
        .map(LocalOutput::of)
        .orElseGet(() -> Path.of(folder.model()));
  }
}
