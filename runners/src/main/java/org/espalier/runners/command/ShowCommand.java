package org.espalier.runners.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.espalier.models.space.SearchSpaces;
import org.espalier.pipelines.RunDirectory;
import org.espalier.runners.console.CliCommand;
import org.espalier.runners.console.Notice;
import org.espalier.runners.console.Outcome;
import org.espalier.runners.report.Csv;
import org.espalier.runners.report.DecisionsView;
import org.espalier.runners.report.EpochsView;
import org.espalier.runners.report.ReportPage;
import org.espalier.runners.report.ReportText;
import org.espalier.runners.report.RoundsView;
import org.espalier.runners.report.StoredRetrain;
import org.espalier.runners.report.StoredRun;
import org.espalier.runners.report.StudyReport;
import org.espalier.runners.report.TrialsView;
import org.espalier.schemas.Epoch;
import org.espalier.schemas.Trial;
import org.espalier.transforms.files.SealedText;
import org.espalier.transforms.files.StoredFiles;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "show",
    description = {
      "Show what a search has found and its committed rounds, what a study has found and its curve,"
          + " or the epochs of a training from scratch and its scores.",
      "Reads the directory only. Tables fit 100 columns; --csv has every column."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  espalier show runs/quickstart",
      "  espalier show runs/quickstart --trials --last 20",
      "  espalier show runs/quickstart --csv > rounds.csv",
      "  espalier show runs/random-nb201-table-study",
      "  espalier show runs/quickstart/retrain"
    })
final class ShowCommand implements CliCommand {

  /** What is shown instead of the rounds. */
  private static final class View {
    @Option(names = "--trials", description = "Show trials instead of rounds or epochs.")
    private boolean trials;

    @Option(
        names = {"--decisions", "--edges"},
        description =
            "Show how a method that learns by gradients weighs the options of each decision after"
                + " the last round, instead of rounds.")
    private boolean decisions;
  }

  /**
   * A table of a run.
   *
   * @param rows for programs
   * @param text for people
   */
  private record Shown(List<Map<String, @Nullable Object>> rows, String text) {}

  @Parameters(
      paramLabel = "RUN",
      description = "The directory of a run, a study or a training from scratch.")
  private String run = "";

  @ArgGroup private View view = new View();

  @Option(
      names = "--last",
      paramLabel = "N",
      description = "Only the last N rounds, epochs or trials; at least 1. Default: all.")
  private @Nullable Integer last;

  @Option(
      names = "--csv",
      description =
          "Rounds, epochs, trials or decisions as CSV with all columns, nothing else; of a study, its"
              + " curve.")
  private boolean csv;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Write the report as one HTML page too, as search does at its end.")
  private String html = "";

  private ShowCommand() {}

  @Override
  public Outcome run() throws IOException {
    if (last != null && last < 1) {
      throw new IllegalArgumentException("--last must be at least 1, was " + last);
    }
    var directory = RunDirectory.at(run);
    var folder = directory.folder();
    if (folder.committed().isEmpty() && StoredFiles.exists(folder.study())) {
      return study(directory);
    }
    return directory.started().isRetrain() ? retrain(directory) : search(directory);
  }

  private Outcome search(RunDirectory directory) throws IOException {
    var stored = StoredRun.read(directory, Notice::print);
    var shown = shown(stored);
    if (csv) {
      return Outcome.ok(Csv.of(shown.rows()), Map.of("rows", shown.rows()));
    }
    var report = stored.report();
    page(ReportPage.of(report));
    var json = report.json();
    json.put(view.trials ? "trial_rows" : view.decisions ? "decisions" : "history", shown.rows());
    return Outcome.ok(shown.text() + System.lineSeparator() + ReportText.of(report), json);
  }

  private Shown shown(StoredRun stored) {
    if (view.trials) {
      return trials(stored.trials(most()));
    }
    if (view.decisions) {
      var decisions = decisions(stored);
      return new Shown(decisions.rows(), decisions.text());
    }
    var rounds = stored.rounds(most());
    return new Shown(RoundsView.rows(rounds), RoundsView.text(rounds));
  }

  private DecisionsView decisions(StoredRun stored) {
    var space = SearchSpaces.named(stored.config().space());
    return stored.rounds(1).stream()
        .filter(round -> !round.getDecisionWeights().isEmpty())
        .map(round -> new DecisionsView(round, space))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "--decisions: method %s of %s weighs no decisions"
                        .formatted(stored.config().method().name(), run)));
  }

  private Outcome retrain(RunDirectory directory) throws IOException {
    if (view.decisions || !html.isEmpty()) {
      throw new IllegalArgumentException(
          run + " holds a training from scratch, which has no --decisions or --html");
    }
    var stored = StoredRetrain.read(directory, Notice::print);
    var shown = view.trials ? trials(stored.trials(most())) : epochs(stored.epochs(most()));
    if (csv) {
      return Outcome.ok(Csv.of(shown.rows()), Map.of("rows", shown.rows()));
    }
    var json = stored.json();
    json.put(view.trials ? "trial_rows" : "history", shown.rows());
    return Outcome.ok(shown.text() + System.lineSeparator() + stored.text(), json);
  }

  private static Shown epochs(List<Epoch> epochs) {
    return new Shown(EpochsView.rows(epochs), EpochsView.text(epochs));
  }

  private static Shown trials(List<Trial> trials) {
    return new Shown(TrialsView.rows(trials), TrialsView.text(trials));
  }

  private Outcome study(RunDirectory directory) throws IOException {
    if (view.trials || view.decisions || last != null) {
      throw new IllegalArgumentException(
          run + " holds a study, which has no --trials, --decisions or --last");
    }
    var rows = directory.folder().readStudy();
    var report = new StudyReport(rows.get(0).getRun(), directory.folder().root(), rows);
    if (csv) {
      return Outcome.ok(Csv.of(report.curveRows()), Map.of("rows", report.curveRows()));
    }
    page(ReportPage.of(report));
    var json = report.json();
    json.put("curve", report.curveRows());
    return Outcome.ok(report.curveText() + System.lineSeparator() + report.text(), json);
  }

  private int most() {
    return last == null ? Integer.MAX_VALUE : last;
  }

  private void page(String content) {
    if (!html.isEmpty()) {
      try {
        Files.writeString(Path.of(html), SealedText.seal("page.html", content));
      } catch (IOException failure) {
        throw new UncheckedIOException("cannot write " + html, failure);
      }
    }
  }
}
