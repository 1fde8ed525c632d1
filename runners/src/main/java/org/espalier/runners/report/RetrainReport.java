package org.espalier.runners.report;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.espalier.pipelines.EpochTable;
import org.espalier.pipelines.Retrain;
import org.espalier.schemas.SearchState;
import org.espalier.schemas.Trial;
import org.espalier.transforms.method.BestEpoch;

/**
 * What came of a training from scratch.
 *
 * @param text for people
 * @param json for scripts
 */
public record RetrainReport(String text, Map<String, Object> json) {

  /**
   * The report.
   *
   * @param heldOut its scores on held-out images
   * @param model where the network lies
   */
  public static RetrainReport of(
      Retrain retrain, SearchState end, List<Trial> heldOut, Path model) {
    var config = retrain.config();
    var files = retrain.files();
    var last = heldOut.get(0);
    var json = new LinkedHashMap<String, Object>();
    json.put("run", config.name());
    json.put("run_directory", files.root());
    json.put("space", config.space());
    json.put("architecture", config.genotype().getText());
    json.put("data_set", config.data().dataset());
    json.put("epochs", config.evaluator().training().epochs());
    json.put("steps", end.getSteps());
    json.put("parameters", last.getParameters());
    json.put("madds", last.getMadds());
    json.put("weights", files.root() + "/weights/" + end.getWeights());
    BestEpoch.of(end)
        .ifPresent(
            best -> {
              json.put("best_epoch", best.epoch());
              json.put("best_val_top1", best.accuracy());
              json.put("best_weights", files.root() + "/weights/" + best.weights());
            });
    var test = new LinkedHashMap<String, Object>();
    heldOut.forEach(trial -> test.put(trial.getSubspace(), scores(trial)));
    json.put("held_out", test);
    json.put("epochs_table", files.epochs());
    json.put("model", model.toString());
    return new RetrainReport(text(json, heldOut), json);
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
