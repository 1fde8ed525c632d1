package org.espalier.runners.command;

import org.espalier.pipelines.RunDirectory;
import org.espalier.pipelines.RunManifest;
import org.espalier.pipelines.Study;
import org.espalier.runners.console.CliCommand;
import org.espalier.runners.console.Outcome;
import org.espalier.runners.report.ReportPage;
import org.espalier.runners.report.StudyReport;
import org.espalier.transforms.storage.SearchRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "study",
    description = {
      "Run the same search from many seeds against a benchmark table: one pipeline, one row"
          + " per seed.",
      "Seeds count up from the seed of the file."
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  espalier study configs/random-nb201-table.yaml --seeds 500 \\",
      "    --set evaluator.table=nb201.csv.gz"
    })
final class StudyCommand implements CliCommand {

  @Mixin private ConfigArguments arguments = new ConfigArguments();
  @Mixin private RunnerOptions where = new RunnerOptions();

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description = "Searches to run. Default: ${DEFAULT-VALUE}.")
  private int seeds = 100;

  @Option(
      names = "--run-dir",
      paramLabel = "DIR",
      description = "The run directory. Default: runs/NAME-study.")
  private String runDir = "";

  private StudyCommand() {}

  @Override
  public Outcome run() throws Exception {
    if (seeds < 1) {
      throw new IllegalArgumentException("--seeds must be at least 1, was " + seeds);
    }
    var config = arguments.file().search();
    var directory = RunDirectory.at(runDir.isEmpty() ? "runs/" + config.name() + "-study" : runDir);
    var engine = where.engine(directory.folder());
    var study = new Study(new SearchRun(config.experiment(), directory.folder()), engine);
    study.check();
    var manifest = RunManifest.of(config, System.currentTimeMillis());
    directory.take(manifest);
    var rows =
        directory.locked(
            () -> {
              directory.goOn(manifest);
              where.cancelOrphans(directory.folder());
              return study.rows(config.seed(), seeds);
            });
    var report = new StudyReport(config.name(), directory.folder().root(), rows);
    directory.write(directory.folder().report(), ReportPage.of(report));
    return Outcome.ok(
        report.text()
            + "rows: "
            + directory.folder().study()
            + System.lineSeparator()
            + "curve: espalier show "
            + directory.folder().root(),
        report.json());
  }
}
