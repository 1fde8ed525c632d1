package org.espalier.pipelines;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.espalier.pipelines.config.ConfigFile;
import org.espalier.pipelines.config.EffectiveConfig;
import org.espalier.pipelines.config.RetrainConfig;
import org.espalier.pipelines.config.SearchConfig;
import org.espalier.transforms.round.Budget;
import org.jspecify.annotations.Nullable;

/**
 * What a run was started with: its {@code run.json}.
 *
 * @param format version of the directory's format
 * @param run name of the run
 * @param version version of Espalier that started it
 * @param commit commit that version was built from, or {@code unknown}
 * @param startedAt when it was started, milliseconds since 1970-01-01 UTC
 * @param config the effective configuration
 * @param inputs the files that results depend on, by the setting that names them
 * @param budgets the budgets it has had, the one in force last
 * @param libraries versions of the libraries that can change a result
 */
public record RunManifest(
    int format,
    String run,
    String version,
    String commit,
    long startedAt,
    ObjectNode config,
    Map<String, RunInput> inputs,
    List<Granted> budgets,
    Map<String, String> libraries) {

  /** The format this version writes; 1 had all settings as text under dotted keys. */
  public static final int FORMAT = 2;

  /**
   * A budget and since when it holds.
   *
   * @param fromRound rounds committed when it was granted
   * @param rounds as in the configuration
   * @param evaluations as in the configuration
   * @param simulatedSeconds as in the configuration; null for unlimited
   * @param failedTrials as in the configuration
   */
  public record Granted(
      int fromRound,
      int rounds,
      long evaluations,
      @Nullable Double simulatedSeconds,
      long failedTrials) {

    static Granted of(int fromRound, Budget budget) {
      var seconds = budget.simulatedSeconds();
      return new Granted(
          fromRound,
          budget.rounds(),
          budget.evaluations(),
          Double.isInfinite(seconds) ? null : seconds,
          budget.failedTrials());
    }

    Budget budget() {
      return new Budget(
          rounds,
          evaluations,
          simulatedSeconds == null ? Double.POSITIVE_INFINITY : simulatedSeconds,
          failedTrials);
    }
  }

  /** Copies the collections. */
  public RunManifest {
    Objects.requireNonNull(config, "config");
    inputs = new TreeMap<>(inputs);
    budgets = List.copyOf(budgets);
    libraries = new TreeMap<>(libraries);
  }

  /**
   * The manifest of a configuration, now.
   *
   * @param startedAt milliseconds since 1970-01-01 UTC
   * @throws java.io.UncheckedIOException naming the input that cannot be read
   */
  public static RunManifest of(SearchConfig config, long startedAt) {
    return of(config.name(), config, config.budget(), startedAt);
  }

  /**
   * The manifest of a training from scratch, now.
   *
   * @param startedAt milliseconds since 1970-01-01 UTC
   * @throws java.io.UncheckedIOException naming the input that cannot be read
   */
  public static RunManifest of(RetrainConfig config, long startedAt) {
    return of(config.name(), config, config.budget(), startedAt);
  }

  private static RunManifest of(String name, Record config, Budget budget, long startedAt) {
    var effective = EffectiveConfig.of(config);
    var inputs = new TreeMap<String, RunInput>();
    effective
        .inputs()
        .forEach((key, path) -> RunInput.at(path).ifPresent(input -> inputs.put(key, input)));
    return new RunManifest(
        FORMAT,
        name,
        BuildInfo.version(),
        BuildInfo.commit(),
        startedAt,
        effective.json(),
        inputs,
        List.of(Granted.of(0, budget)),
        BuildInfo.libraries());
  }

  /** The same run with the budget and the paths of inputs that hold now. */
  RunManifest goingOn(RunManifest now, int committedRounds) {
    var all = new ArrayList<>(budgets);
    if (!now.budget().equals(budget())) {
      all.add(Granted.of(committedRounds, now.budget()));
    }
    return new RunManifest(
        FORMAT, run, version, commit, startedAt, now.config, now.inputs, all, libraries);
  }

  /**
   * The configuration of a search, with inputs where they were found last.
   *
   * @param source where the manifest is stored, for messages
   */
  SearchConfig config(String source) {
    if (isRetrain()) {
      throw new IllegalArgumentException(
          source + " is of a training from scratch: give the directory of a search");
    }
    return effective(source).search();
  }

  /**
   * The configuration of a training from scratch, with inputs where they were found last.
   *
   * @param source where the manifest is stored, for messages
   */
  RetrainConfig retrainConfig(String source) {
    if (!isRetrain()) {
      throw new IllegalArgumentException(
          source + " is of a search: give the directory of a training from scratch");
    }
    return effective(source).retrain();
  }

  private ConfigFile effective(String source) {
    var found = config.deepCopy();
    inputs.forEach(
        (key, input) -> {
          if (Files.exists(Path.of(input.path()))) {
            var dot = key.lastIndexOf('.');
            found
                .withObject('/' + key.substring(0, dot).replace('.', '/'))
                .put(key.substring(dot + 1), input.path());
          }
        });
    return ConfigFile.of(source, found);
  }

  /** Whether an architecture is trained from scratch, and nothing searched. */
  public boolean isRetrain() {
    return config.has("architecture");
  }

  /** The budget in force. */
  Budget budget() {
    return budgets.get(budgets.size() - 1).budget();
  }
}
