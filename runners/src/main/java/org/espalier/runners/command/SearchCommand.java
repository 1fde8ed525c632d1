package org.espalier.runners.command;

import java.io.IOException;
import org.espalier.pipelines.FoundArchitecture;
import org.espalier.pipelines.HeldOutCheck;
import org.espalier.pipelines.RunClock;
import org.espalier.pipelines.RunDirectory;
import org.espalier.pipelines.RunManifest;
import org.espalier.pipelines.Search;
import org.espalier.pipelines.config.SearchConfig;
import org.espalier.runners.console.CliCommand;
import org.espalier.runners.console.Interruption;
import org.espalier.runners.console.Outcome;
import org.espalier.runners.report.BenchmarkReports;
import org.espalier.runners.report.Json;
import org.espalier.runners.report.LastMessage;
import org.espalier.runners.report.ReportPage;
import org.espalier.runners.report.ReportText;
import org.espalier.runners.report.StoredRun;
import org.espalier.schemas.SearchState;
import org.espalier.transforms.files.StoredFiles;
import org.espalier.transforms.storage.SearchRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "search",
    description = {
      "Run a search, round by round, into a run directory.",
      "Repeat the command to resume after the last committed round. Once the search is"
          + " over, repeating it does nothing unless you raise a budget.",
      "To resume, settings and inputs must match those the run started with; inputs are"
          + " compared by content, numbers by value. Only a budget may be raised.",
      "Ctrl-C ends it at any time; no committed round is lost."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  espalier search configs/quickstart.yaml",
      "  espalier search configs/quickstart.yaml --set budget.evaluations=120",
      "  espalier search configs/dsm-nas-nb201-table.yaml --rounds-per-pipeline 10 \\",
      "    --set evaluator.table=nb201.csv.gz"
    })
final class SearchCommand implements CliCommand {

  @Mixin private ConfigArguments arguments = new ConfigArguments();
  @Mixin private RunnerOptions where = new RunnerOptions();

  @Option(
      names = "--run-dir",
      paramLabel = "DIR",
      description =
          "The run directory, on any Beam file system; its name is taken literally. Default: runs/NAME.")
  private String runDir = "";

  @Option(
      names = "--rounds-per-pipeline",
      paramLabel = "N",
      description =
          "Rounds of one pipeline, 1 to 10: more is faster where rounds are short. Default:"
              + " ${DEFAULT-VALUE}.")
  private int roundsPerPipeline = 1;

  private SearchCommand() {}

  @Override
  public Outcome run() throws Exception {
    var started = System.nanoTime();
    var config = arguments.file().search();
    var directory = RunDirectory.at(runDir.isEmpty() ? "runs/" + config.name() : runDir);
    var engine = where.engine(directory.folder());
    var search =
        new Search(
            new SearchRun(config.experiment(), directory.folder()), engine, roundsPerPipeline);
    search.check();
    var manifest = RunManifest.of(config, System.currentTimeMillis());
    directory.take(manifest);
    return directory.locked(
        () -> {
          directory.goOn(manifest);
          where.cancelOrphans(directory.folder());
          return search(search, directory, config, started);
        });
  }

  private static Outcome search(
      Search search, RunDirectory directory, SearchConfig config, long started) throws IOException {
    var folder = directory.folder();
    var wasComplete = StoredFiles.exists(folder.best());
    var time = RunClock.start(directory, started);
    var end = follow(search, time);
    var found = FoundArchitecture.of(search.run(), end);
    if (config.budget().failed(end) || found.isEmpty()) {
      time.note();
      return failed(directory, end);
    }
    if (config.evaluator().heldOutComparisons() > 0) {
      Interruption.advise(() -> "in the check on held-out images; repeat the command to resume");
      new HeldOutCheck(search.run(), search.engine()).trials(end);
      Interruption.advise(() -> "");
    }
    if (!wasComplete) {
      time.note();
    }
    var reported = BenchmarkReports.of(config, found.get().genotype());
    var report = new StoredRun(directory, config, end).report(reported);
    directory.write(folder.best(), Json.pretty(report.lasting()));
    directory.write(folder.report(), ReportPage.of(report));
    return Outcome.ok(ReportText.of(report) + ReportText.next(report), report.json());
  }

  private static SearchState follow(Search search, RunClock time) {
    try (var watch = new SearchWatch(search, time)) {
      return search.toEnd(watch);
    }
  }

  private static Outcome failed(RunDirectory directory, SearchState end) {
    var root = directory.folder().root();
    var text =
        (end.getFailures() == 0 ? "the search found no architecture: " : "")
            + end.getFinished()
            + LastMessage.of(directory.folder(), end)
                .map(message -> "\n  the last says: " + message)
                .orElse("")
            + "\n  all of them: espalier show "
            + root
            + " --trials";
    return Outcome.trialsFailed(end.getRun(), root, text);
  }
}
