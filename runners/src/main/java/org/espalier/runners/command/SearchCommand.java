package org.espalier.runners.command;

import org.espalier.transforms.storage.SearchRun;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.pipelines.HeldOutCheck;
import org.espalier.pipelines.RunDirectory;

import org.espalier.pipelines.RunManifest;
import org.espalier.pipelines.Search;
import org.espalier.pipelines.config.SearchConfig;
import org.espalier.runners.CliCommand;
import org.espalier.runners.ExitCode;
import org.espalier.runners.Outcome;
import org.espalier.schemas.SearchState;
import org.espalier.schemas.Status;
import org.espalier.schemas.Trial;
import org.espalier.transforms.tables.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "search",
    description = {
      "Run a search, round by round, into a run directory.",
      "Repeating the command goes on after the last round committed, and does nothing once the"
          + " search is over."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  espalier search configs/quickstart.yaml",
      "  espalier search configs/dsm-nas-nb201-table.yaml --set evaluator.table=nb201.csv.gz"
          + " --rounds-per-pipeline 10"
    })
final class SearchCommand implements CliCommand {

  @Mixin private ConfigArguments arguments = new ConfigArguments();
  @Mixin private RunnerOptions where = new RunnerOptions();

  @Option(
      names = "--run-dir",
      paramLabel = "DIR",
      description = "The run directory, on any Beam file system. Default: runs/NAME.")
  private String runDir = "";

  @Option(
      names = "--rounds-per-pipeline",
      defaultValue = "1",
      paramLabel = "N",
      description =
          "Rounds of one pipeline, 1 to 10: more is faster where rounds are short. Default:"
              + " ${DEFAULT-VALUE}.")
  private int roundsPerPipeline = 1;

  private SearchCommand() {}

  @Override
  public Outcome run() throws Exception {
    var started = System.nanoTime();
    var file = arguments.file();
    var config = file.search();
    var directory = RunDirectory.at(runDir.isEmpty() ? "runs/" + config.name() : runDir);
    var engine = where.engine(directory.folder());
    var search = new Search(
            new SearchRun(config.experiment(), directory.folder()), engine, roundsPerPipeline);
    search.check();
    directory.take(RunManifest.of(file, config, System.currentTimeMillis()));
    return directory.locked(() -> search(search, directory, config, started));
  }

  private Outcome search(Search search, RunDirectory directory, SearchConfig config, long started)
      throws InterruptedException {
    where.cancelOrphans(directory.folder());
    var end = follow(search);
    if (config.budget().failed(end) || end.getBest() == null) {
      return failed(directory, end);
    }
    var heldOut =
        config.evaluator().heldOutComparisons() > 0
            ? new HeldOutCheck(search.run(), search.engine()).trials(end)
            : List.<Trial>of();
    var found =
        new SearchReport(directory, config, end, heldOut, (System.nanoTime() - started) / 1e9);
    directory.write(directory.folder().root() + "/best.json", found.lasting());
    return Outcome.ok(found.text(), found.json());
  }

  private static SearchState follow(Search search) {
    try (var watch = new SearchWatch(search)) {
      return search.toEnd(watch);
    }
  }

  private static Outcome failed(RunDirectory directory, SearchState end) {
    var root = directory.folder().root();
    var text =
        (end.getFailures() == 0 ? "the search found no architecture: " : "")
            + end.getFinished()
            + lastMessage(directory, end).map(message -> "\n  the last says: " + message).orElse("")
            + "\n  all of them: espalier show "
            + root
            + " --trials";
    return new Outcome(ExitCode.TRIALS_FAILED, text, Map.of("run", root, "error", text));
  }

  private static Optional<String> lastMessage(RunDirectory directory, SearchState end) {
    var last = directory.folder().trials(end.getRound() - 1);
    return Table.of(Trial.class).read(last).stream()
        .filter(trial -> trial.getStatus() != Status.OK && trial.getMessage() != null)
        .map(Trial::getMessage)
        .reduce((earlier, later) -> later);
  }
}
