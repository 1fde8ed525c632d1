package org.espalier.runners.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.espalier.models.space.SearchSpaces;
import org.espalier.pipelines.FoundArchitecture;
import org.espalier.pipelines.RunClock;
import org.espalier.pipelines.RunDirectory;
import org.espalier.pipelines.config.SearchConfig;
import org.espalier.runners.report.RunReport.HeldOutResult;
import org.espalier.runners.report.RunReport.Reported;
import org.espalier.schemas.RoundSummary;
import org.espalier.schemas.SearchState;
import org.espalier.schemas.Trial;
import org.espalier.transforms.files.DamagedFileException;
import org.espalier.transforms.storage.SearchRun;

/**
 * A run as it lies in its directory: its committed rounds only, since rows of a later one may be
 * half a round.
 *
 * @param directory where it is stored
 * @param config what is searched
 * @param state the last state committed
 */
public record StoredRun(RunDirectory directory, SearchConfig config, SearchState state) {

  private static final String REMEDY = "delete it, and repeat the search to have it written again";
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Reads configuration and state.
   *
   * @param notices told in one line where the last state is damaged and the one before is read
   * @throws IllegalArgumentException where the directory holds no run
   */
  public static StoredRun read(RunDirectory directory, Consumer<String> notices) {
    var config = directory.config();
    var latest = directory.folder().latest();
    latest.notice().ifPresent(notices);
    return new StoredRun(directory, config, latest.state());
  }

  /** The report, with what a benchmark was found to report when the search ended. */
  public RunReport report() {
    return report(storedReports());
  }

  /** The report. */
  public RunReport report(List<Reported> reported) {
    var run = new SearchRun(config.experiment(), directory.folder());
    var found =
        state.getRound() == 0
            ? Optional.<FoundArchitecture>empty()
            : FoundArchitecture.of(run, state);
    var space = SearchSpaces.named(config.space());
    return new RunReport(
        config.name(),
        directory.folder().root(),
        config.method().name(),
        config.space(),
        config.data().dataset(),
        config.seed(),
        found,
        found.map(architecture -> space.dot(architecture.genotype())).orElse(""),
        reported,
        heldOut(),
        new RunReport.Progress(
            state.getTrials(),
            state.getEvaluations(),
            state.getSimulatedSeconds(),
            state.getRound(),
            RunClock.seconds(directory),
            state.getFinished()),
        rounds(state.getRound()));
  }

  /** The last rounds, oldest first. */
  public List<RoundSummary> rounds(int last) {
    var rounds = state.getRound();
    return directory.folder().readRounds(Math.max(0, rounds - last), rounds);
  }

  /** The last trials, oldest first. */
  public List<Trial> trials(int last) {
    return directory.folder().readLastTrials(state.getRound(), last);
  }

  private Optional<HeldOutResult> heldOut() {
    var check = directory.folder().readHeldOut();
    if (check.isEmpty()) {
      return Optional.empty();
    }
    var trials = check.get();
    var scores =
        trials.stream()
            .skip(1)
            .map(Trial::getScore)
            .filter(Objects::nonNull)
            .mapToDouble(Double::doubleValue)
            .toArray();
    var random = scores.length == 0 ? null : Statistics.of(scores);
    return trials.stream().findFirst().map(found -> new HeldOutResult(found.getScore(), random));
  }

  private List<Reported> storedReports() {
    var file = directory.folder().best();
    try {
      var text = directory.text(file);
      var reported = new ArrayList<Reported>();
      if (text.isPresent()) {
        var best = JSON.readTree(text.get());
        best.path("report")
            .properties()
            .forEach(
                of ->
                    reported.add(
                        new Reported(
                            of.getKey(),
                            of.getValue().asDouble(),
                            best.path("rank").path(of.getKey()).asInt())));
      }
      return reported;
    } catch (DamagedFileException damaged) {
      throw damaged.or(REMEDY);
    } catch (JsonProcessingException damaged) {
      throw new DamagedFileException(file, damaged).or(REMEDY);
    }
  }
}
