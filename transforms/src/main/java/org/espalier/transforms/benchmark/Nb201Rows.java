package org.espalier.transforms.benchmark;

import java.util.List;
import org.espalier.models.space.Nb201Space;
import org.espalier.models.space.SearchSpace;

/**
 * The numbers that are kept of the table, one value an architecture, by the architecture's index.
 *
 * @param columns the columns in the order of {@link #NAMES}, {@code [column][architecture]};
 *     accuracies as fractions in {@code [0, 1]}, and seconds of 200 epochs
 */
public record Nb201Rows(List<double[]> columns) {

  static final SearchSpace SPACE = new Nb201Space();
  static final int COUNT = SPACE.size().intValueExact();
  static final int OPERATIONS = SPACE.decisions().get(0).options().size();

  /** The table's own column names. */
  static final List<String> NAMES =
      List.of(
          "cifar10_valid_acc_12",
          "cifar10_test_acc_200",
          "cifar10full_train_time_s_200",
          "cifar100_valid_acc_12",
          "cifar100_test_acc_200",
          "imagenet16_valid_acc_12",
          "imagenet16_test_acc_200",
          "imagenet16_train_time_s_200");

  double[] column(String name) {
    return columns.get(NAMES.indexOf(name));
  }

  /** Index of an encoding: its digits to the base 5, the first edge being the most significant. */
  static int index(List<Integer> encoding) {
    int index = 0;
    for (int edge = 0; edge < encoding.size(); edge++) {
      index = index * OPERATIONS + encoding.get(edge);
    }
    return index;
  }
}
