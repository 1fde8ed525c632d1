package org.espalier.runners.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.espalier.models.space.SearchSpaces;
import org.espalier.pipelines.RunDirectory;
import org.espalier.runners.CliCommand;
import org.espalier.runners.Outcome;
import org.espalier.schemas.RoundSummary;
import org.espalier.schemas.Trial;
import org.espalier.transforms.storage.RunFiles;
import org.espalier.transforms.tables.Table;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "show",
    description =
        "Show a run's committed rounds and its best architecture, from its Parquet tables.",
    footerHeading = "%nExamples:%n",
    footer = {"  espalier show runs/quickstart", "  espalier show runs/quickstart --trials"})
final class ShowCommand implements CliCommand {

  @Parameters(paramLabel = "RUN", description = "A run directory.")
  private String run = "";

  @Option(names = "--trials", description = "Show every trial too.")
  private boolean trials;

  @Option(
      names = "--edges",
      description =
          "Show how a method that learns by gradients weighs the operations of each edge after the"
              + " last round.")
  private boolean edges;

  private ShowCommand() {}

  @Override
  public Outcome run() {
    var directory = RunDirectory.at(run);
    var folder = directory.folder();
    var committed = folder.committed();
    if (directory.manifest().isEmpty() || committed.isEmpty()) {
      throw new IllegalArgumentException(
          run + " holds no run: give a directory that `espalier search` has written");
    }
    // Only committed rounds are read: rows of a later one may be half a round.
    var rounds =
folder.readRounds();
    var text = new StringBuilder(header());
    rounds.forEach(round -> text.append(line(round)).append(DerivedArchitectures.line(round)));
    if (edges && !rounds.isEmpty()) {
      text.append(
          DerivedArchitectures.edges(rounds.get(rounds.size() - 1)));
    }
    if (trials) {
      folder.readTrials().forEach(trial -> text.append(line(trial)));
    }
    var state = folder.read(committed.getAsInt());
    var best = state.getBest();
    if (best != null) {
      text.append(
          "best %s  %s%n".formatted(percent(best.getScore()), best.getGenotype().getText()));
    }
    text.append(
        state.getFinished() == null
            ? "not over: repeat the search to go on"
            : "over: " + state.getFinished());
    return Outcome.ok(text.toString(), json(folder, rounds, state.getFinished()));
  }

  private static String header() {
    return "round  task   cand  eval  replay  fail   mean      best      loss    sim s    method%n"
        .formatted();
  }

  private static String line(RoundSummary round) {
    var gauges = new ArrayList<String>();
    round
        .getGauges()
        .forEach(g -> gauges.add(String.format(Locale.ROOT, "%s %.4g", g.getName(), g.getValue())));
    return String.format(
        Locale.ROOT,
        "%5d  %-5s  %4d  %4d  %6d  %4d  %8s  %8s  %6s  %7.0f   %s%n",
        round.getRound(),
        round.getTask() == null ? "" : round.getTask(),
        round.getCandidates(),
        round.getEvaluated(),
        round.getReplayed(),
        round.getFailed() + round.getDiverged(),
        percent(round.getMeanScore()),
        percent(round.getBestScore()),
        round.getLoss() == null ? "" : String.format(Locale.ROOT, "%.3f", round.getLoss()),
        round.getSimulatedSeconds(),
        String.join(", ", gauges));
  }

  private static String line(Trial trial) {
    return String.format(
        Locale.ROOT,
        "%5d.%-3d %-15s %8s  %s%s%n",
        trial.getRound(),
        trial.getIndex(),
        trial.getStatus(),
        percent(trial.getScore()),
        trial.getGenotype() == null ? trial.getTask() : trial.getGenotype().getText(),
        trial.getMessage() == null ? "" : "  (" + trial.getMessage() + ")");
  }

  private static String percent(@Nullable Double fraction) {
    return fraction == null ? "" : String.format(Locale.ROOT, "%.2f %%", 100 * fraction);
  }

  private static Map<String, Object> json(
      RunFiles folder, List<RoundSummary> rounds, @Nullable String finished) {
    var json = new LinkedHashMap<String, Object>();
    json.put("run", folder.root());
    json.put("rounds", rounds.size());
    json.put("finished", finished);
    if (!rounds.isEmpty()) {
      var last = rounds.get(rounds.size() - 1);
      json.put("genotype", last.getBestGenotype());
      json.put("validation_accuracy", last.getBestScore());
      json.put("evaluations", last.getEvaluations());
      json.put("simulated_seconds", last.getSimulatedSeconds());
    }
    json.put(
        "history",
        rounds.stream()
            .map(
                round -> {
                  var row = new LinkedHashMap<String, Object>();
                  row.put("round", round.getRound());
                  row.put("candidates", round.getCandidates());
                  row.put("mean_score", round.getMeanScore());
                  row.put("best_score", round.getBestScore());
                  round.getGauges().forEach(g -> row.put(g.getName(), g.getValue()));
                  row.putAll(DerivedArchitectures.json(round));
                  return row;
                })
            .toList());
    return json;
  }
}
