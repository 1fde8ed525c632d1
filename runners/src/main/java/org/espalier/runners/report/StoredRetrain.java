package org.espalier.runners.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  /** Reads configuration and state. */
  public static StoredRetrain read(RunDirectory directory) {
    return new StoredRetrain(
        directory, directory.retrainConfig(), directory.folder().latest().state());
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
                    + "step %d of %d; repeat its `espalier retrain` to go on%n"
                        .formatted(state.getSteps(), config.plannedSteps()));
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
