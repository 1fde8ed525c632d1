package org.espalier.runners.command;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.espalier.pipelines.Rank;
import org.espalier.pipelines.RunDirectory;
import org.espalier.pipelines.config.SearchConfig;
import org.espalier.runners.console.CliCommand;
import org.espalier.runners.console.Notice;
import org.espalier.runners.console.Outcome;
import org.espalier.transforms.benchmark.Benchmarks;
import org.espalier.transforms.benchmark.RankCorrelation;
import org.espalier.transforms.storage.SearchRun;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code espalier rank}. */
@Command(
    name = "rank",
    description = {
      "Measure how well the shared weights of a finished search rank architectures.",
      "Random architectures are scored with them on validation images; the order is compared with"
          + " that of a benchmark's test accuracies after full training, by Kendall's tau-b and"
          + " Spearman's rho, over all of them and over the benchmark's best tenth."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  espalier rank runs/dsm-nas-nb201-cifar10 --table nb201.csv.gz",
      "  espalier rank runs/dsm-nas-nb201-cifar10 --architectures 500"
    })
final class RankCommand implements CliCommand {

  @Mixin private RunnerOptions where = new RunnerOptions();

  @Parameters(paramLabel = "RUN", description = "A run directory of a search with a supernet.")
  private String run = "";

  @Option(
      names = "--table",
      paramLabel = "FILE",
      description = "The benchmark. Default: the table that the run's configuration names.")
  private String table = "";

  @Option(
      names = "--architectures",
      paramLabel = "N",
      description = "How many, at least 2. Default: ${DEFAULT-VALUE}.")
  private int architectures = 200;

  private RankCommand() {}

  @Override
  public Outcome run() throws Exception {
    if (architectures < 2) {
      throw new IllegalArgumentException(
          "--architectures must be at least 2, was " + architectures);
    }
    var directory = RunDirectory.at(run);
    var folder = directory.folder();
    var config = config(directory);
    var latest = folder.latest();
    latest.notice().ifPresent(Notice::print);
    var end = latest.state();
    if (end.getFinished() == null) {
      throw new IllegalArgumentException(run + " is not finished: repeat its search first");
    }
    if (end.getWeights() == null) {
      throw new IllegalArgumentException(
          run
              + " has no shared weights to rank architectures by: its evaluator is "
              + config.evaluator().name());
    }
    var rows = Benchmarks.open(Path.of(table(config)), config.space());
    // Names a data set that the benchmark does not have before anything is scored.
    rows.bestReport(config.data().dataset());
    var rank = new Rank(new SearchRun(config.experiment(), folder), where.engine(folder), rows);
    return outcome(config.name(), folder.root(), rank.ranking(end, architectures));
  }

  private SearchConfig config(RunDirectory directory) {
    var config = directory.config();
    if (!Benchmarks.know(config.space())) {
      throw new IllegalArgumentException(
          "%s is of space '%s', which has no benchmark to rank against"
              .formatted(run, config.space()));
    }
    return config;
  }

  private String table(SearchConfig config) {
    return table.isEmpty()
        ? config
            .reportTable()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "--table is missing, and the run's configuration names no table"))
        : table;
  }

  private static Outcome outcome(String name, String root, Rank.Ranking ranking) {
    var json = new LinkedHashMap<String, Object>();
    json.put("run", name);
    json.put("run_directory", root);
    json.put("architectures", ranking.all().architectures());
    json.put("all", json(ranking.all()));
    json.put("top_decile", json(ranking.topDecile()));
    var text =
        """
        architectures  %d, scored with the weights of %s
        all            %s
        top decile     %s (%d architectures)
        """
            .formatted(
                ranking.all().architectures(),
                root,
                text(ranking.all()),
                text(ranking.topDecile()),
                ranking.topDecile().architectures());
    return Outcome.ok(text, json);
  }

  private static Map<String, @Nullable Double> json(RankCorrelation correlation) {
    var json = new LinkedHashMap<String, @Nullable Double>();
    json.put("kendall", orNull(correlation.kendall()));
    json.put("spearman", orNull(correlation.spearman()));
    return json;
  }

  private static @Nullable Double orNull(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }

  private static String text(RankCorrelation correlation) {
    return "Kendall tau "
        + text(correlation.kendall())
        + " · Spearman rho "
        + text(correlation.spearman());
  }

  private static String text(OptionalDouble value) {
    return value.isPresent() ? String.format(Locale.ROOT, "%.3f", value.getAsDouble()) : "–";
  }
}
