package org.espalier.runners.command;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.espalier.models.data.Preprocessing;
import org.espalier.pipelines.Evaluate;
import org.espalier.pipelines.EvaluatedNetwork;
import org.espalier.runners.report.Percent;
import org.espalier.runners.report.TextTable;
import org.espalier.transforms.images.LabelledSource;
import org.espalier.transforms.inference.ScoreTotals;
import org.jspecify.annotations.Nullable;

/**
 * What an evaluation has to say: text, JSON and CSV of one reading.
 *
 * @param network what was evaluated
 * @param weights file or folder of its weights
 * @param source the images
 * @param preprocessing what was done to them
 * @param found the scores
 */
record EvaluationReport(
    EvaluatedNetwork network,
    String weights,
    LabelledSource source,
    Preprocessing preprocessing,
    Evaluate.Evaluation found) {

  private static final int SHOWN = 20;

  Map<String, @Nullable Object> json() {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("network", network.name());
    json.put("architecture", network.architecture().orElse(null));
    json.put("weights", weights);
    json.put("classes", network.classes());
    json.put("images", found.totals().images());
    json.put("top1", found.totals().top1());
    json.put("top5", found.totals().top5());
    json.put("loss", found.totals().loss());
    json.put("images_per_second", found.imagesPerSecond());
    json.put("preprocessing", words());
    return json;
  }

  String text() {
    var totals = found.totals();
    var text = new StringBuilder();
    text.append("network        %s%n".formatted(network.name()));
    text.append("images         %d of %s%n".formatted(totals.images(), source.path()));
    text.append("preprocessing  %s%n".formatted(words()));
    text.append("top-1          %s%n".formatted(Percent.of(totals.top1())));
    text.append("top-5          %s%n".formatted(Percent.of(totals.top5())));
    text.append(String.format(Locale.ROOT, "loss           %.4f%n", totals.loss()));
    text.append(
        String.format(
            Locale.ROOT,
            "speed          %.1f images/s (%.1f s)%n%n",
            found.imagesPerSecond(),
            found.seconds()));
    return text.append(table()).toString();
  }

  String csv() {
    var csv = new StringBuilder("label,class,images,top1,top5\n");
    found
        .totals()
        .classes()
        .forEach(
            (label, sums) ->
                csv.append(label)
                    .append(",\"")
                    .append(sums.name().replace("\"", "\"\""))
                    .append("\",")
                    .append(sums.images())
                    .append(',')
                    .append((double) sums.top1() / sums.images())
                    .append(',')
                    .append((double) sums.top5() / sums.images())
                    .append('\n'));
    return csv.toString();
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  private String words() {
    return preprocessing + ", " + network.normalization();
  }

  /** All classes, or the ones that were evaluated worst. */
  private String table() {
    var classes = new ArrayList<>(found.totals().classes().entrySet());
    var note = "";
    if (classes.size() > SHOWN) {
      note = "the worst %d of %d classes%n".formatted(SHOWN, classes.size());
      classes.sort(Comparator.comparingDouble(entry -> share(entry.getValue())));
      classes.subList(SHOWN, classes.size()).clear();
    }
    List<ScoreTotals.OfClass> sums = classes.stream().map(Map.Entry::getValue).toList();
    return note
        + new TextTable()
            .text("class", sums.stream().map(ScoreTotals.OfClass::name).toList())
            .number("label", classes.stream().map(entry -> entry.getKey().toString()).toList())
            .number("images", sums.stream().map(of -> Long.toString(of.images())).toList())
            .number("top-1", sums.stream().map(of -> Percent.of(share(of))).toList())
            .number(
                "top-5",
                sums.stream().map(of -> Percent.of((double) of.top5() / of.images())).toList())
            .lines();
  }

  private static double share(ScoreTotals.OfClass of) {
    return (double) of.top1() / of.images();
  }
}
