package org.espalier.transforms.tables;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.espalier.schemas.Metric;
import org.espalier.schemas.RoundSummary;
import org.espalier.schemas.Spread;
import org.espalier.schemas.StudyRow;
import org.espalier.schemas.Trial;
import org.jspecify.annotations.Nullable;

/**
 * What tables have in flat columns beside their nested ones. Accuracies on test data have a column
 * a data set, where any row has one: all files of a run's table have the same columns, as all its
 * rounds report on the same data sets.
 */
public final class FlatColumns {

  /** Part of the data that accuracies are of, with the word that version 0.1 had for it. */
  private static final Map<String, List<String>> SPLITS =
      Map.of("train", List.of("train"), "val", List.of("val", "valid"), "test", List.of("test"));

  private FlatColumns() {}

  /**
   * The flat columns of some rows.
   *
   * @return names and values of each row, in the order of the file
   */
  public static <T extends SpecificRecord> List<Map<String, @Nullable Object>> values(
      Class<T> type, List<T> rows) {
    var columns = of(type, rows);
    var values = new ArrayList<Map<String, @Nullable Object>>(rows.size());
    for (var row : rows) {
      var flat = new LinkedHashMap<String, @Nullable Object>();
      columns.forEach(column -> flat.put(column.name(), column.value().apply(row)));
      values.add(flat);
    }
    return values;
  }

  /** The columns of a table with these rows. */
  @SuppressWarnings("unchecked") // T is the type that is compared with
  static <T extends SpecificRecord> List<Column<T>> of(Class<T> type, Iterable<T> rows) {
    var columns = new ArrayList<Column<T>>();
    if (type == Trial.class) {
      trials((List<Column<Trial>>) (List<?>) columns, (Iterable<Trial>) rows);
    } else if (type == RoundSummary.class) {
      rounds((List<Column<RoundSummary>>) (List<?>) columns, (Iterable<RoundSummary>) rows);
    } else if (type == StudyRow.class) {
      tests(
          (List<Column<StudyRow>>) (List<?>) columns,
          "",
          (Iterable<StudyRow>) rows,
          StudyRow::getReport);
    }
    return columns;
  }

  private static void trials(List<Column<Trial>> columns, Iterable<Trial> rows) {
    columns.add(
        Column.text(
            "architecture",
            "Text form of the genotype; null for TRAIN.",
            trial -> trial.getGenotype() == null ? null : trial.getGenotype().getText()));
    columns.add(
        Column.number(
            "train_loss",
            "Loss on the training data, nats; null where nothing was trained.",
            trial -> value(trial.getMetrics(), in("loss", "train"))));
    columns.add(
        Column.number(
            "val_accuracy",
            "Accuracy on the val part of data_set, fraction in [0, 1]; null where it was not measured.",
            trial -> value(trial.getMetrics(), in("accuracy", "val").and(on(trial.getDataSet())))));
    tests(columns, "", rows, Trial::getMetrics);
  }

  private static void rounds(List<Column<RoundSummary>> columns, Iterable<RoundSummary> rows) {
    tests(columns, "derived_", rows, RoundSummary::getDerivedReport);
    spread(columns, "lowest", Spread::getLowest);
    spread(columns, "mean", Spread::getMean);
    spread(columns, "highest", Spread::getHighest);
  }

  private static void spread(
      List<Column<RoundSummary>> columns, String which, Function<Spread, Double> value) {
    columns.add(
        Column.number(
            "drawn_" + which,
            "The %s number of drawn_report; null without it.".formatted(which),
            round -> round.getDrawnReport() == null ? null : value.apply(round.getDrawnReport())));
  }

  /** A column for each data set that any row has an accuracy on test data for. */
  private static <T> void tests(
      List<Column<T>> columns, String prefix, Iterable<T> rows, Function<T, List<Metric>> metrics) {
    var tests = in("accuracy", "test");
    var named = new TreeMap<String, String>();
    for (var row : rows) {
      metrics.apply(row).stream()
          .filter(tests)
          .forEach(metric -> named.putIfAbsent(name(metric), metric.getDataSet()));
    }
    named.forEach(
        (name, dataSet) ->
            columns.add(
                Column.number(
                    prefix + "test_accuracy_" + name,
                    "Accuracy on the test part of %s, fraction in [0, 1]; null where it was not measured."
                        .formatted(dataSet),
                    row -> value(metrics.apply(row), tests.and(on(dataSet))))));
  }

  private static String name(Metric metric) {
    return metric.getDataSet().replaceAll("[^A-Za-z0-9_]", "_");
  }

  private static Predicate<Metric> in(String name, String split) {
    var splits = Objects.requireNonNull(SPLITS.get(split));
    return metric -> metric.getName().equals(name) && splits.contains(metric.getSplit());
  }

  private static Predicate<Metric> on(String dataSet) {
    return metric -> metric.getDataSet().equals(dataSet);
  }

  private static @Nullable Double value(List<Metric> metrics, Predicate<Metric> wanted) {
    return metrics.stream().filter(wanted).map(Metric::getValue).findFirst().orElse(null);
  }
}
