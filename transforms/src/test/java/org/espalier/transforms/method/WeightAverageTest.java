package org.espalier.transforms.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.espalier.schemas.Tensor;
import org.junit.jupiter.api.Test;

final class WeightAverageTest {

  private final WeightAverage average = new WeightAverage();

  @Test
  void aTensorCountsAsOftenAsStepsTouchedIt() {
    average.add(List.of(tensor("a", 1, 10), tensor("b", 4)), new float[] {1, 2});
    average.add(List.of(tensor("a", 5, 30), tensor("b", 8)), new float[] {3, 2});
    assertThat(average.result()).containsExactly(tensor("a", 4, 25), tensor("b", 6));
  }

  @Test
  void aReplicaThatNeverTouchedATensorHasNoSayInIt() {
    average.add(List.of(tensor("a", 7)), new float[] {0});
    average.add(List.of(tensor("a", 9)), new float[] {5});
    assertThat(average.result()).containsExactly(tensor("a", 9));
  }

  @Test
  void aTensorThatNobodyTouchedKeepsItsValue() {
    average.add(List.of(tensor("a", 0.1f), tensor("b", 1)), new float[] {0, 1});
    average.add(List.of(tensor("a", 0.1f), tensor("b", 3)), new float[] {0, 1});
    assertThat(average.result()).containsExactly(tensor("a", 0.1f), tensor("b", 2));
  }

  @Test
  void oneReplicaIsItselfToTheBit() {
    var weights = List.of(tensor("a", 0.1f, 1e-30f, -3e8f));
    average.add(weights, new float[] {3});
    assertThat(average.result()).isEqualTo(weights);
  }

  @Test
  void sumsAreInDoublePrecision() {
    average.add(List.of(tensor("a", 1e8f)), new float[] {1});
    average.add(List.of(tensor("a", 1)), new float[] {1});
    average.add(List.of(tensor("a", -1e8f)), new float[] {1});
    assertThat(FloatTensors.values(average.result().get(0))[0]).isEqualTo(1 / 3f);
  }

  @Test
  void shapesAreKept() {
    var matrix = FloatTensors.of("a", List.of(2, 1), new float[] {1, 2}, 0);
    average.add(List.of(matrix), new float[] {1});
    assertThat(average.result()).containsExactly(matrix);
  }

  @Test
  void stepCountsOfAnotherNumberAreRefusedWithBothNumbers() {
    assertThatThrownBy(() -> average.add(List.of(tensor("a", 1)), new float[] {1, 2, 3}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll("3", "1");
  }

  private static Tensor tensor(String name, float... values) {
    return FloatTensors.of(name, values);
  }
}
