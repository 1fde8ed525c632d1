package org.espalier.runners.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.espalier.pipelines.Retrain;
import org.espalier.pipelines.RunDirectory;
import org.espalier.pipelines.config.RetrainConfig;
import org.espalier.schemas.Epoch;
import org.espalier.schemas.SearchState;
import org.espalier.schemas.Trial;
import org.espalier.transforms.files.StoredFiles;
import org.espalier.transforms.tables.Table;

/**
 * A training from scratch as it lies in its directory.
 *
 * @param directory where it is stored
 * @param config what is trained, and how
 * @param state the last state committed
 */
public record StoredRetrain(RunDirectory directory, RetrainConfig config, SearchState state) {

  /**
   * Reads configuration and state.
   *
   * @param notices told in one line where the last state is damaged and the one before is read
   */
  public static StoredRetrain read(RunDirectory directory, Consumer<String> notices) {
    var config = directory.retrainConfig();
    var latest = directory.folder().latest();
    latest.notice().ifPresent(notices);
    return new StoredRetrain(directory, config, latest.state());
  }

  /** The last epochs whose steps are all taken, oldest first. */
  public List<Epoch> epochs(int last) {
    var file = directory.folder().epochs();
    try {
      if (!StoredFiles.exists(file)) {
        return List.of();
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot look for " + file, failure);
    }
    var epochs = Table.of(Epoch.class).read(file);
    return epochs.subList(Math.max(0, epochs.size() - last), epochs.size());
  }

  /** The last trials, oldest first. */
  public List<Trial> trials(int last) {
    return directory.folder().readLastTrials(state.getRound(), last);
  }

  /** For people: what came of it, or how far it is. */
  public String text() {
    return report()
        .map(RetrainReport::text)
        .orElseGet(
            () ->
                TextTable.wrapped(config.genotype().getText())
                    + "step %d of %d; %s%n"
                        .formatted(state.getSteps(), config.plannedSteps(), next()));
  }

  private String next() {
    var diverged = state.getFinished() != null && state.getFailures() == 0;
    return diverged && state.getWeightsStep() < config.plannedSteps()
        ? "ended: " + state.getFinished()
        : "repeat its `espalier retrain` to resume";
  }

  /** For scripts: what came of it, or how far it is. */
  public Map<String, Object> json() {
    return new LinkedHashMap<>(report().map(RetrainReport::json).orElseGet(this::progress));
  }

  private Map<String, Object> progress() {
    var json = new LinkedHashMap<String, Object>();
    json.put("run", config.name());
    json.put("run_directory", directory.folder().root());
    json.put("space", config.space());
    json.put("architecture", config.genotype().getText());
    json.put("epochs", config.evaluator().training().epochs());
    json.put("steps", state.getSteps());
    if (state.getFinished() != null) {
      json.put("finished", state.getFinished());
    }
    return json;
  }

  /** What the finished training reported. */
  private Optional<RetrainReport> report() {
    var files = directory.folder();
    var model =
        directory.text(files.best()).flatMap(best -> RetrainReport.model(files.root(), best));
    var heldOut = files.readHeldOut().filter(Retrain::areScored);
    return model.isEmpty() || heldOut.isEmpty()
        ? Optional.empty()
        : Optional.of(RetrainReport.of(config, files, state, heldOut.get(), model.get()));
  }
}
