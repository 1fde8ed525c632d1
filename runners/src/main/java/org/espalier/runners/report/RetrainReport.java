package org.espalier.runners.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.espalier.pipelines.EpochTable;
import org.espalier.pipelines.Retrain;
import org.espalier.pipelines.config.RetrainConfig;
import org.espalier.schemas.SearchState;
import org.espalier.schemas.Trial;
import org.espalier.transforms.files.StoredFiles;
import org.espalier.transforms.method.BestEpoch;
import org.espalier.transforms.storage.RunFiles;

/**
 * What came of a training from scratch.
 *
 * @param text for people
 * @param json for scripts
 * @param lasting what stays true wherever the directory is moved: its own files are named from it
 */
public record RetrainReport(String text, Map<String, Object> json, Map<String, Object> lasting) {

  private static final Set<String> OWN_FILES = Set.of("weights", "best_weights", "epochs_table");

  /**
   * The report.
   *
   * @param config what was trained, and how
   * @param files where it is stored
   * @param end the last state
   * @param heldOut its scores on held-out images
   * @param model where the network lies
   */
  public static RetrainReport of(
      RetrainConfig config, RunFiles files, SearchState end, List<Trial> heldOut, Path model) {
    var last = heldOut.get(0);
    var json = new LinkedHashMap<String, Object>();
    json.put("run", config.name());
    json.put("space", config.space());
    json.put("architecture", config.genotype().getText());
    json.put("data_set", config.data().dataset());
    json.put("epochs", config.evaluator().training().epochs());
    json.put("steps", end.getSteps());
    json.put("parameters", last.getParameters());
    json.put("madds", last.getMadds());
    json.put("weights", "weights/" + end.getWeights());
    BestEpoch.of(end)
        .ifPresent(
            best -> {
              json.put("best_epoch", best.epoch());
              json.put("best_val_top1", best.accuracy());
              json.put("best_weights", "weights/" + best.weights());
            });
    var test = new LinkedHashMap<String, Object>();
    heldOut.forEach(trial -> test.put(trial.getSubspace(), scores(trial)));
    json.put("held_out", test);
    json.put("epochs_table", files.epochs().substring(files.root().length() + 1));
    json.put("model", fromRoot(files.root(), model));
    var here = here(files.root(), json, model);
    return new RetrainReport(text(here, heldOut), here, json);
  }

  /**
   * Where the network lies that a finished training has written, by what it has stored; empty where
   * that says nothing of it.
   *
   * @param root the run directory
   */
  public static Optional<Path> model(String root, String stored) {
    try {
      var said = new ObjectMapper().readTree(stored).path("model");
      return said.isTextual() && !StoredFiles.isRemote(root)
          ? Optional.of(Path.of(root).resolve(said.asText()).normalize())
          : Optional.of(said.asText()).filter(text -> !text.isEmpty()).map(Path::of);
    } catch (JsonProcessingException noJson) {
      return Optional.empty();
    }
  }

  /** A folder in the run directory by its name there, another by its whole path. */
  private static String fromRoot(String root, Path model) {
    var absolute = model.toAbsolutePath().normalize();
    if (StoredFiles.isRemote(root) || !absolute.startsWith(Path.of(root))) {
      return absolute.toString();
    }
    return Path.of(root).relativize(absolute).toString();
  }

  private static Map<String, Object> here(String root, Map<String, Object> lasting, Path model) {
    var json = new LinkedHashMap<String, Object>();
    lasting.forEach(
        (key, value) -> {
          json.put(key, OWN_FILES.contains(key) ? root + '/' + value : value);
          if (key.equals("run")) {
            json.put("run_directory", root);
          }
        });
    json.put("model", model.toString());
    return json;
  }

  private static Map<String, Object> scores(Trial trial) {
    var scores = new LinkedHashMap<String, Object>();
    scores.put("top1", EpochTable.value(trial, "accuracy"));
    scores.put("top5", EpochTable.value(trial, "accuracy_top5"));
    scores.put("loss", EpochTable.value(trial, "loss"));
    return scores;
  }

  private static String text(Map<String, Object> json, List<Trial> heldOut) {
    var text = new StringBuilder();
    text.append(TextTable.wrapped(String.valueOf(json.get("architecture"))));
    for (var trial : heldOut) {
      var of =
          trial.getSubspace().equals(Retrain.BEST)
              ? "best epoch, " + json.get("best_epoch")
              : "last epoch";
      text.append(
          String.format(
              Locale.ROOT,
              "held out, %s: top-1 %s, top-5 %s, loss %.4f%n",
              of,
              Percent.of(EpochTable.value(trial, "accuracy")),
              Percent.of(EpochTable.value(trial, "accuracy_top5")),
              EpochTable.value(trial, "loss")));
    }
    text.append("epochs  ").append(json.get("epochs_table")).append(System.lineSeparator());
    text.append("model   ").append(json.get("model")).append(System.lineSeparator());
    return text.toString();
  }
}
