package org.espalier.transforms.registry;

import java.util.List;
import org.espalier.transforms.evaluate.Evaluator;
import org.espalier.transforms.evaluate.PredictorEvaluator;
import org.espalier.transforms.evaluate.SizeEvaluator;
import org.espalier.transforms.evaluate.StandaloneEvaluator;
import org.espalier.transforms.evaluate.SupernetEvaluator;
import org.espalier.transforms.evaluate.TableEvaluator;

/** Every evaluator there is. A new one is a record and a line here. */
public final class Evaluators {

  /**
   * An evaluator by name.
   *
   * @param name as configurations write it
   * @param type the record whose components are its settings
   * @param summary one line on what it does
   */
  public record Entry(String name, Class<? extends Evaluator> type, String summary) {}

  private static final List<Entry> ALL =
      List.of(
          new Entry(
              "table",
              TableEvaluator.class,
              "12-epoch validation accuracy of NAS-Bench-201, by its simulated clock"),
          new Entry(
              "supernet",
              SupernetEvaluator.class,
              "validation accuracy by shared weights, trained along random paths first"),
          new Entry(
              "predictor",
              PredictorEvaluator.class,
              "what a net predicts that learned from some measured by shared weights"),
          new Entry(
              "standalone",
              StandaloneEvaluator.class,
              "validation accuracy after training each architecture alone, from scratch"),
          new Entry("size", SizeEvaluator.class, "number of parameters: trains nothing"));

  private Evaluators() {}

  /** All evaluators, in the order in which they are listed to people. */
  public static List<Entry> all() {
    return ALL;
  }
}
