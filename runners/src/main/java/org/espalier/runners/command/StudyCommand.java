package org.espalier.runners.command;

import org.espalier.transforms.storage.SearchRun;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.espalier.pipelines.RunDirectory;

import org.espalier.pipelines.RunManifest;
import org.espalier.pipelines.Study;
import org.espalier.runners.CliCommand;
import org.espalier.runners.Outcome;
import org.espalier.schemas.StudyRow;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "study",
    description = {
      "Run the same search from many seeds against a benchmark table: one pipeline, a row a seed.",
      "The seeds are those from the file's seed on."
    },
    footerHeading = "%nExample:%n",
    footer =
        "  espalier study configs/random-nb201-table.yaml --set evaluator.table=nb201.csv.gz"
            + " --seeds 500")
final class StudyCommand implements CliCommand {

  @Mixin private ConfigArguments arguments = new ConfigArguments();
  @Mixin private RunnerOptions where = new RunnerOptions();

  @Option(
      names = "--seeds",
      defaultValue = "100",
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
    var started = System.nanoTime();
    if (seeds < 1) {
      throw new IllegalArgumentException("--seeds must be at least 1, was " + seeds);
    }
    var file = arguments.file();
    var config = file.search();
    var directory = RunDirectory.at(runDir.isEmpty() ? "runs/" + config.name() + "-study" : runDir);
    var engine = where.engine(directory.folder());
    var study = new Study(new SearchRun(config.experiment(), directory.folder()), engine);
    study.check();
    directory.take(RunManifest.of(file, config, System.currentTimeMillis()));
    var rows =
        directory.locked(
            () -> {
              where.cancelOrphans(directory.folder());
              return study.rows(config.seed(), seeds);
            });
    return outcome(directory, rows, (System.nanoTime() - started) / 1e9);
  }

  private static Outcome outcome(RunDirectory directory, List<StudyRow> rows, double seconds) {
    var report = new TreeMap<String, Spread>();
    for (var metric : rows.get(0).getReport()) {
      var dataSet = metric.getDataSet();
      report.put(dataSet, Spread.of(rows, row -> reported(row, dataSet)));
    }
    var evaluations = Spread.of(rows, row -> (double) row.getEvaluations());
    var regret = Spread.of(rows, StudyRow::getRegret);
    var json = new LinkedHashMap<String, Object>();
    json.put("run", directory.folder().root());
    json.put("seeds", rows.size());
    json.put("evaluations", evaluations.mean());
    json.put("regret", regret.json());
    var sets = new LinkedHashMap<String, Object>();
    report.forEach((dataSet, spread) -> sets.put(dataSet, spread.json()));
    json.put("report", sets);
    json.put("wall_seconds", seconds);
    var text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%s searched on %s from %d seeds: %.1f evaluations each, %.1f s%n",
            rows.get(0).getMethod(),
            rows.get(0).getDataSet(),
            rows.size(),
            evaluations.mean(),
            seconds));
    report.forEach(
        (dataSet, spread) ->
            text.append(String.format(Locale.ROOT, "  %-12s test %s%n", dataSet, spread)));
    text.append(String.format(Locale.ROOT, "  %-12s      %s%n", "regret", regret));
    text.append("rows: ").append(directory.folder().root()).append("/study/study.parquet");
    return Outcome.ok(text.toString(), json);
  }

  private static double reported(StudyRow row, String dataSet) {
    return row.getReport().stream()
        .filter(metric -> metric.getDataSet().equals(dataSet))
        .findFirst()
        .orElseThrow()
        .getValue();
  }

  /**
   * Mean and standard deviation over seeds.
   *
   * @param mean the mean
   * @param std the standard deviation of the sample
   */
  private record Spread(double mean, double std) {

    static Spread of(List<StudyRow> rows, ToDoubleFunction<StudyRow> value) {
      var values = rows.stream().mapToDouble(value).toArray();
      var mean = java.util.Arrays.stream(values).average().orElse(Double.NaN);
      var squares = java.util.Arrays.stream(values).map(x -> (x - mean) * (x - mean)).sum();
      return new Spread(mean, values.length > 1 ? Math.sqrt(squares / (values.length - 1)) : 0);
    }

    Map<String, Double> json() {
      return Map.of("mean", mean, "std", std);
    }

    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%.2f ± %.2f %%", 100 * mean, 100 * std);
    }
  }
}
