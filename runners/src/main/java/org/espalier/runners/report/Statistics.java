package org.espalier.runners.report;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What some numbers amount to.
 *
 * @param count how many there are
 * @param mean their mean
 * @param std the standard deviation of the sample; 0 for a single one
 * @param lowest the lowest
 * @param highest the highest
 */
public record Statistics(int count, double mean, double std, double lowest, double highest) {

  /** Of some numbers, at least one. */
  public static Statistics of(double[] values) {
    var all = Arrays.stream(values).summaryStatistics();
    var mean = all.getAverage();
    var squares = Arrays.stream(values).map(x -> (x - mean) * (x - mean)).sum();
    var std = values.length > 1 ? Math.sqrt(squares / (values.length - 1)) : 0;
    return new Statistics(values.length, mean, std, all.getMin(), all.getMax());
  }

  /** The same for scripts. */
  public Map<String, Double> json() {
    var json = new LinkedHashMap<String, Double>();
    json.put("mean", mean);
    json.put("std", std);
    json.put("min", lowest);
    json.put("max", highest);
    return json;
  }

  /** The same for people, where the numbers are fractions: mean ± deviation and range. */
  public String percent() {
    return String.format(
        Locale.ROOT,
        "%.2f ± %.2f %%  (%.2f to %.2f)",
        100 * mean,
        100 * std,
        100 * lowest,
        100 * highest);
  }
}
