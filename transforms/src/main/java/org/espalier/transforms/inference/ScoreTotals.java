package org.espalier.transforms.inference;

import java.util.Map;
import java.util.TreeMap;
import org.espalier.schemas.Prediction;

/** Sums over the images that a network was asked about; rows are added one by one, in order. */
public final class ScoreTotals {

  private static final int FIVE = 5;

  private long images;
  private long first;
  private long amongFive;
  private double loss;
  private final Map<Integer, OfClass> classes = new TreeMap<>();

  /**
   * The images of one class.
   *
   * @param name its name
   * @param images how many
   * @param top1 of those, for how many the right output is the largest
   * @param top5 for how many it is among the five largest
   */
  public record OfClass(String name, long images, long top1, long top5) {}

  /** Adds a row. */
  public void add(Prediction row) {
    int one = row.getPlace() == 1 ? 1 : 0;
    int five = row.getPlace() <= FIVE ? 1 : 0;
    images++;
    first += one;
    amongFive += five;
    loss += row.getLoss();
    classes.merge(
        row.getLabel(),
        new OfClass(row.getClassName(), 1, one, five),
        (a, b) ->
            new OfClass(
                a.name(), a.images() + b.images(), a.top1() + b.top1(), a.top5() + b.top5()));
  }

  /** Number of images. */
  public long images() {
    return images;
  }

  /** Fraction of the images of which the right output is the largest; NaN without images. */
  public double top1() {
    return (double) first / images;
  }

  /** Fraction of which it is among the five largest. */
  public double top5() {
    return (double) amongFive / images;
  }

  /** Mean cross-entropy, nats. */
  public double loss() {
    return loss / images;
  }

  /** By label. */
  public Map<Integer, OfClass> classes() {
    return new TreeMap<>(classes);
  }
}
