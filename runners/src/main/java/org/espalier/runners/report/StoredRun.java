package org.espalier.runners.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
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
import org.espalier.transforms.files.StoredFiles;
import org.espalier.transforms.storage.SearchRun;
import org.espalier.transforms.tables.Table;

/**
 * A run as it lies in its directory: its committed rounds only, since rows of a later one may be
 * half a round.
 *
 * @param directory where it is stored
 * @param config what is searched
 * @param state the last state committed
 */
public record StoredRun(RunDirectory directory, SearchConfig config, SearchState state) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Reads configuration and state.
   *
   * @throws IllegalArgumentException where the directory holds no run
   */
  public static StoredRun read(RunDirectory directory) {
    var config = directory.config();
    var committed = directory.folder().committed().orElseThrow();
    return new StoredRun(directory, config, directory.folder().read(committed));
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
    return IntStream.range(Math.max(0, rounds - last), rounds)
        .mapToObj(directory.folder()::readRound)
        .flatMap(List::stream)
        .toList();
  }

  /** The last trials, oldest first. */
  public List<Trial> trials(int last) {
    var trials = new ArrayList<Trial>();
    for (var round = state.getRound() - 1; round >= 0 && trials.size() < last; round--) {
      trials.addAll(0, directory.folder().readTrials(round));
    }
    return trials.subList(Math.max(0, trials.size() - last), trials.size());
  }

  private Optional<HeldOutResult> heldOut() {
    try {
      if (!StoredFiles.exists(directory.folder().heldOut())) {
        return Optional.empty();
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot look for " + directory.folder().heldOut(), failure);
    }
    var trials = Table.of(Trial.class).read(directory.folder().heldOut());
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
      if (!StoredFiles.exists(file)) {
        return List.of();
      }
      var reported = new ArrayList<Reported>();
      try (var in = StoredFiles.open(file)) {
        var best = JSON.readTree(in);
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
    } catch (JsonProcessingException damaged) {
      throw new IllegalArgumentException(
          file + " is damaged: delete it, and repeat the search to have it written again", damaged);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot read " + file, failure);
    }
  }
}
