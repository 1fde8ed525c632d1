package org.espalier.runners.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.espalier.schemas.Trial;
import org.espalier.transforms.tables.FlatColumns;
import org.jspecify.annotations.Nullable;

/** Trials as a table for a terminal and as rows for scripts. */
public final class TrialsView {

  private TrialsView() {}

  /** One line a trial; what it says where it went wrong, else its architecture. */
  public static String text(List<Trial> trials) {
    return new TextTable()
        .number("round", trials.stream().map(trial -> String.valueOf(trial.getRound())).toList())
        .number("index", trials.stream().map(trial -> String.valueOf(trial.getIndex())).toList())
        .text("status", trials.stream().map(trial -> trial.getStatus().toString()).toList())
        .number("score", trials.stream().map(trial -> Percent.of(trial.getScore())).toList())
        .text("architecture or message", trials.stream().map(TrialsView::what).toList())
        .lines();
  }

  private static String what(Trial trial) {
    var message = trial.getMessage();
    if (message != null) {
      return message.replaceAll("\\s+", " ");
    }
    var genotype = trial.getGenotype();
    return genotype == null ? trial.getTask().toString() : genotype.getText();
  }

  /** The columns of every trial that are one value each. */
  public static List<Map<String, @Nullable Object>> rows(List<Trial> trials) {
    var flat = FlatColumns.values(Trial.class, trials);
    return IntStream.range(0, trials.size())
        .mapToObj(index -> row(trials.get(index), flat.get(index)))
        .toList();
  }

  private static Map<String, @Nullable Object> row(
      Trial trial, Map<String, @Nullable Object> flat) {
    var row = new LinkedHashMap<String, @Nullable Object>();
    row.put("round", trial.getRound());
    row.put("index", trial.getIndex());
    row.put("id", trial.getId());
    row.put("task", trial.getTask());
    row.put("status", trial.getStatus());
    row.put("score", trial.getScore());
    row.putAll(flat);
    row.put("subspace", trial.getSubspace());
    row.put("parameters", trial.getParameters());
    row.put("madds", trial.getMadds());
    row.put("simulated_seconds", trial.getSimulatedSeconds());
    row.put("wall_seconds", trial.getWallSeconds());
    row.put("started_at", Times.text(trial.getStartedAt()));
    row.put("ended_at", Times.text(trial.getEndedAt()));
    row.put("message", Objects.requireNonNullElse(trial.getMessage(), ""));
    return row;
  }
}
